package org.jackfield.discovery.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.jackfield.spi.Deadline;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerAddress;
import org.jackfield.spi.peer.PeerId;
import org.jackfield.spi.tck.Await;
import org.jackfield.spi.tck.FakeMetrics;

/** Attack S26, one packet ends discovery for good, against the whole of it: real sockets on loopback, under a name of its own. */
@Timeout(90)
class FloodTest {
    private static final int PACKETS = 1_000_000;
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final MdnsConfig CONFIG = new MdnsConfig("_p2p-" + UUID.randomUUID() + "._udp.local", List.of(MdnsContractTest
            .loopback()), false, Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofMinutes(1));

    private final FakeMetrics metrics = new FakeMetrics();
    private final List<Thread> running = new ArrayList<>();
    private final Queue<PeerId> found = new ConcurrentLinkedQueue<>();
    private final Queue<PeerId> foundByOther = new ConcurrentLinkedQueue<>();

    @AfterEach
    void stop() {
        running.forEach(Thread::interrupt);
        Await.until("all end", () -> running.stream().noneMatch(Thread::isAlive));
    }

    @Test
    void findsAndIsFoundAfterAMillionMalformedPackets() throws IOException {
        run(Wire.PEER, () -> address(Wire.PEER, 1), metrics, found);
        Await.until("it hears", () -> metrics.value("jackfield_mdns_packets_total", "heard") > 0);
        assertThat(flood()).as("packets sent within %s", LONGEST).isGreaterThan(PACKETS / 10);
        assertThat(metrics.value("jackfield_mdns_packets_total", "malformed")).isPositive();
        assertThat(metrics.value("jackfield_mdns_packets_total", "excess")).isPositive();
        assertMeetsAnother();
    }

    @Test
    void beginsAgainWhenItCannotGoOn() {
        int[] asked = new int[1];
        run(Wire.PEER, () -> {
            if (asked[0]++ == 0) {
                throw new IllegalStateException("out of order");
            }
            return address(Wire.PEER, 1);
        }, metrics, found);
        assertMeetsAnother();
        assertThat(asked[0]).isGreaterThan(1);
    }

    private void assertMeetsAnother() {
        run(Wire.OTHER, () -> address(Wire.OTHER, 2), new FakeMetrics(), foundByOther);
        Await.until("it is found", () -> foundByOther.contains(Wire.PEER));
        Await.until("it finds", () -> found.contains(Wire.OTHER));
    }

    private void run(PeerId id, Supplier<PeerAddress> self, FakeMetrics counted, Queue<PeerId> finds) {
        MdnsDiscovery discovery = new MdnsDiscovery(CONFIG, id, counted);
        running.add(Thread.ofVirtual().start(() -> discovery.run(self, peer -> finds.add(peer.peer()))));
    }

    /** Sends as fast as the system takes it, and gives how many that were. */
    private static int flood() throws IOException {
        Random random = new Random(26);
        List<byte[]> seeds = seeds();
        NetworkInterface loopback = NetworkInterface.getByName(MdnsContractTest.loopback());
        Deadline deadline = Deadline.after(LONGEST);
        try (DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET)) {
            channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, loopback);
            ByteBuffer packet = ByteBuffer.allocate(MessageDecoder.MAX_PACKET);
            int sent = 0;
            while (sent < PACKETS && !deadline.hasPassed()) {
                byte[] seed = seeds.get(sent % seeds.size());
                packet.clear().put(seed);
                for (int changes = 1 + random.nextInt(6); changes > 0; changes--) {
                    packet.put(random.nextInt(seed.length), (byte) random.nextInt());
                }
                packet.limit(1 + random.nextInt(seed.length)).position(0);
                channel.send(packet, Group.IP4.on(loopback));
                sent++;
            }
            return sent;
        }
    }

    private static List<byte[]> seeds() {
        Service service = Service.named(CONFIG.serviceName(), new Random(1));
        Announcer announcer = new Announcer(service, 120);
        List<byte[]> seeds = new ArrayList<>(List.of(Wire.vector("js-answer.hex").toArray(), Wire.vector("go-answer.hex").toArray(),
                announcer.query().toArray()));
        announcer.peerAnswers(address(Wire.OTHER, 3), Wire.LOOPBACK).stream().map(Bytes::toArray).forEach(seeds::add);
        return seeds;
    }

    private static PeerAddress address(PeerId peer, int port) {
        return new PeerAddress(peer, List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/" + port)));
    }
}
