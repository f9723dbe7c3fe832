package org.jackfield.discovery.mdns;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.jackfield.spi.Deadline;
import org.jackfield.spi.Discovery;
import org.jackfield.spi.metrics.Metrics;
import org.jackfield.spi.peer.PeerAddress;
import org.jackfield.spi.peer.PeerId;

/** Finds peers on the local network, and is found there. Source: libp2p, discovery/mdns. */
final class MdnsDiscovery implements Discovery {
    private static final Logger LOG = LoggerFactory.getLogger(MdnsDiscovery.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final MdnsConfig config;
    private final PeerId id;
    private final Metrics metrics;
    private final SecureRandom random = new SecureRandom();

    MdnsDiscovery(MdnsConfig config, PeerId id, Metrics metrics) {
        this.config = config;
        this.id = id;
        this.metrics = metrics;
    }

    @Override
    public void run(Supplier<PeerAddress> self, Consumer<PeerAddress> found) {
        Service service = Service.named(config.serviceName(), random);
        Announcer announcer = new Announcer(service, config.ttl().toSeconds());
        Ear ear = new Ear(announcer, new Sightings(service, id), found, metrics);
        Duration pause = FIRST_PAUSE;
        while (!Thread.currentThread().isInterrupted()) {
            try (Conversation conversation = new Conversation(config, announcer, ear, self, random)) {
                conversation.run();
            } catch (IOException | RuntimeException e) { // such as no file descriptors left; that passes
                LOG.warn("mdns fails and begins again in {} s", pause.toSeconds(), e);
                await(Deadline.after(pause));
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
    }

    private static void await(Deadline deadline) {
        while (!deadline.hasPassed() && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(deadline.remainingNanos());
        }
    }
}
