package org.jackfield.discovery.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

import org.jackfield.discovery.mdns.ResourceRecord.Text;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.Multihash;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerAddress;
import org.jackfield.spi.peer.PeerId;
import org.jackfield.spi.tck.FakeMetrics;

class EarTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Service service = Wire.service(1);
    private final Announcer announcer = new Announcer(service, 120);
    private final List<PeerAddress> found = new ArrayList<>();
    private final FakeMetrics metrics = new FakeMetrics();
    private final Ear ear = new Ear(announcer, new Sightings(service, Wire.PEER), found::add, metrics);

    @Test
    void hearsQuestions() {
        assertThat(hear(announcer.query(), 0)).isEqualTo(new Ear.Heard(true, false));
        assertThat(hear(MessageEncoder.encode(DnsMessage.query(Service.ALL_SERVICES, ResourceRecord.PTR)), 0))
                .isEqualTo(new Ear.Heard(false,
                        true));
        assertThat(hear(MessageEncoder.encode(DnsMessage.query(DnsName.parse("_ipp._tcp.local"), ResourceRecord.PTR)), 0)).isEqualTo(
                Ear.Heard.NOTHING);
    }

    @Test
    void takesNothingFromBehindARouter() {
        assertThat(ear.hear(new Packet(Wire.ip("192.0.2.99"), announcer.query()), Wire.LAN, 0)).isEqualTo(Ear.Heard.NOTHING);
        assertThat(metrics.value("jackfield_mdns_packets_total", "foreign")).isEqualTo(1);
    }

    @Test
    void takesNoMoreFromOneNeighbourThanFromAWholeHouse() {
        Set<PeerId> peers = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            hear(brings(i), i * SECOND / 50);
        }
        found.forEach(peer -> peers.add(peer.peer()));
        long seconds = 10_000 / 50;
        assertThat(peers).hasSizeBetween(Crowd.BURST, Crowd.BURST + (int) (seconds / Crowd.REFILL.toSeconds()) + 1);
        assertThat(metrics.value("jackfield_mdns_peers_refused_total")).isGreaterThan(9_000);
    }

    @Test
    void takesWhatIsKnownAgainAndAgain() {
        for (int i = 0; i < 1000; i++) {
            hear(brings(i % 4), i * SECOND);
        }
        assertThat(found).hasSize(1000);
    }

    @Test
    void ignoresPacketsOfANeighbourThatSendsTooMany() {
        int heard = 0;
        for (int i = 0; i < 100_000; i++) {
            heard += hear(announcer.query(), i * SECOND / 100_000).peer() ? 1 : 0;
        }
        assertThat(heard).isBetween(100, 300);
        assertThat(hear(announcer.query(), 2 * SECOND).peer()).as("later").isTrue();
    }

    /** Attack S26: one packet ends discovery for good. */
    @Test
    void goesOnAfterAMillionMalformedPacketsOrAsManyAsComeInSomeSeconds() throws Exception {
        // on a thread of its own, whose short stack makes exceptions as cheap as they are outside of tests
        Thread.ofVirtual().start(this::sendMany).join();
        assertThat(metrics.value("jackfield_mdns_packets_total", "malformed")).isGreaterThan(10_000);
        assertThat(metrics.value("jackfield_mdns_packets_total", "heard")).isGreaterThan(10_000);
        assertThat(metrics.value("jackfield_mdns_packets_total", "excess")).isZero();
        found.clear();
        long later = 1_000_000 * SECOND;
        hear(brings(999_999), later);
        assertThat(found).hasSize(1);
        assertThat(hear(announcer.query(), later).peer()).isTrue();
    }

    private void sendMany() {
        Deadline deadline = Deadline.after(Duration.ofSeconds(8));
        Random random = new Random(26);
        List<byte[]> seeds = List.of(Wire.vector("js-answer.hex").toArray(), Wire.vector("go-answer.hex").toArray(), announcer.query()
                .toArray(), brings(1).toArray());
        for (int i = 0; i < 1_000_000 && !deadline.hasPassed(); i++) {
            byte[] packet = mutated(seeds.get(i % seeds.size()).clone(), random);
            ear.hear(new Packet(Wire.ip("10.1.2.4"), Bytes.copyOf(packet, 0, packet.length - random.nextInt(8) / 7 * random.nextInt(
                    packet.length))), Wire.LAN, i * SECOND / 50);
        }
    }

    @Test
    void survivesAListenerThatThrows() {
        Ear broken = new Ear(announcer, new Sightings(service, Wire.PEER), _ -> {
            throw new IllegalStateException("out of order");
        }, metrics);
        assertThat(broken.hear(new Packet(Wire.ip("10.1.2.4"), brings(1)), Wire.LAN, 0)).isEqualTo(Ear.Heard.NOTHING);
    }

    private static byte[] mutated(byte[] packet, Random random) {
        if (random.nextInt(10) == 0) {
            random.nextBytes(packet);
        }
        for (int changes = random.nextInt(6); changes > 0; changes--) {
            packet[random.nextInt(packet.length)] = (byte) random.nextInt();
        }
        return packet;
    }

    private Ear.Heard hear(Bytes content, long now) {
        return ear.hear(new Packet(Wire.ip("10.1.2.4"), content), Wire.LAN, now);
    }

    private static Bytes brings(int number) {
        PeerId peer = new PeerId(Multihash.sha256(Bytes.ofUtf8("peer " + number)));
        Bytes string = Bytes.ofUtf8("dnsaddr=" + Multiaddr.parse("/ip4/10.1.2.4/tcp/1").withPeer(peer));
        return MessageEncoder.encode(DnsMessage.answer(List.of(new Text(Wire.service(2).instance(), 120, List.of(string))), List.of()));
    }
}
