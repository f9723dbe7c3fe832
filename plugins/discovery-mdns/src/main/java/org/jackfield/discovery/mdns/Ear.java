package org.jackfield.discovery.mdns;

import java.net.InetAddress;
import java.time.Duration;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.jackfield.discovery.mdns.DnsMessage.Question;
import org.jackfield.spi.TokenBucket;
import org.jackfield.spi.TokenBuckets;
import org.jackfield.spi.metrics.Metric;
import org.jackfield.spi.metrics.Metrics;
import org.jackfield.spi.peer.PeerAddress;

/**
 * Takes what neighbours send: questions to be answered, and peers. Whatever a packet holds, it costs no more than itself. Times are
 * nanoseconds of one monotonic clock. Not thread-safe.
 */
final class Ear {
    private static final Logger LOG = LoggerFactory.getLogger(Ear.class);
    /** Packets one neighbour may send at once, and per second: a hundred times what a node with several interfaces does. */
    private static final int BURST = 128;
    private static final Duration REFILL = Duration.ofSeconds(1).dividedBy(64);
    /** Likewise all neighbours together. */
    private static final int BURST_OF_ALL = 2048;
    private static final int PER_SECOND_OF_ALL = 1024;

    private final Announcer announcer;
    private final Sightings sightings;
    private final Consumer<PeerAddress> found;
    private final Crowd crowd = new Crowd();
    private final TokenBuckets<InetAddress> each = new TokenBuckets<>(Crowd.NEIGHBOURS, BURST, REFILL);
    private final TokenBucket all = new TokenBucket(BURST_OF_ALL, PER_SECOND_OF_ALL);
    private final Metrics.Counter heard;
    private final Metrics.Counter malformed;
    private final Metrics.Counter foreign;
    private final Metrics.Counter excess;
    private final Metrics.Counter peersRefused;

    Ear(Announcer announcer, Sightings sightings, Consumer<PeerAddress> found, Metrics metrics) {
        this.announcer = announcer;
        this.sightings = sightings;
        this.found = found;
        Metrics.Series<Metrics.Counter> packets = metrics.counter(Metric.of("jackfield_mdns_packets_total",
                "Packets of multicast DNS that came, by what became of them.", "outcome"));
        this.heard = packets.with("heard");
        this.malformed = packets.with("malformed");
        this.foreign = packets.with("foreign");
        this.excess = packets.with("excess");
        this.peersRefused = metrics.counter(Metric.of("jackfield_mdns_peers_refused_total",
                "Peers that neighbours told of and that were ignored, because they told of too many.")).with();
    }

    /** What a packet asks for. */
    record Heard(boolean peer, boolean services) {
        static final Heard NOTHING = new Heard(false, false);
    }

    /** Takes a packet that came over a link, reports the peers in it, and gives what it asks for. Throws nothing. */
    Heard hear(Packet packet, Link link, long now) {
        if (!link.isNeighbour(packet.source())) {
            return refuse(foreign, packet, "it is not of " + link);
        }
        if (!each.take(packet.source(), now) || !all.take(now)) {
            return refuse(excess, packet, "there are too many");
        }
        try {
            DnsMessage message = MessageDecoder.decode(packet.content());
            heard.increment();
            return message.response() ? report(message, packet, link, now) : asked(message);
        } catch (RuntimeException e) { // one packet must not end the service, whatever it finds wrong in here
            return refuse(malformed, packet, e.toString());
        }
    }

    private static Heard refuse(Metrics.Counter counter, Packet packet, String reason) {
        counter.increment();
        LOG.debug("mdns: a packet of {} bytes from {} is ignored: {}", packet.content().length(), packet.source(), reason);
        return Heard.NOTHING;
    }

    private Heard asked(DnsMessage query) {
        boolean peer = false;
        boolean services = false;
        for (Question question : query.questions()) {
            peer |= announcer.asksForPeer(question);
            services |= announcer.asksForServices(question);
        }
        return new Heard(peer, services);
    }

    private Heard report(DnsMessage answer, Packet packet, Link link, long now) {
        for (PeerAddress peer : sightings.of(answer, link)) {
            if (crowd.admits(packet.source(), peer.peer(), now)) {
                found.accept(peer);
            } else {
                peersRefused.increment();
                LOG.debug("mdns: {} brings too many peers; {} is ignored", packet.source(), peer.peer());
            }
        }
        return Heard.NOTHING;
    }
}
