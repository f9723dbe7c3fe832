package org.jackfield.discovery.mdns;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

import org.jackfield.spi.peer.PeerAddress;
import org.jackfield.spi.tck.Await;
import org.jackfield.spi.tck.DiscoveryContract;
import org.jackfield.spi.tck.FakeMetrics;

/** On loopback, under a name of its own, so that the machine's other nodes do not matter. */
@Timeout(60)
class MdnsContractTest extends DiscoveryContract<MdnsConfig> {
    private static final MdnsConfig CONFIG = new MdnsConfig("_p2p-" + UUID.randomUUID() + "._udp.local", List.of(loopback()), false,
            Duration
                    .ofMillis(100),
            Duration.ofMillis(200), Duration.ofMinutes(1));

    private final List<Thread> neighbours = new ArrayList<>();

    MdnsContractTest() {
        super(new MdnsProvider(), CONFIG);
    }

    @Override
    protected void appear(PeerAddress peer) {
        MdnsDiscovery neighbour = new MdnsDiscovery(CONFIG, peer.peer(), new FakeMetrics());
        neighbours.add(Thread.ofVirtual().name("neighbour").start(() -> neighbour.run(() -> peer, _ -> {})));
    }

    @AfterEach
    void end() {
        neighbours.forEach(Thread::interrupt);
        Await.until("neighbours end", () -> neighbours.stream().noneMatch(Thread::isAlive));
    }

    static String loopback() {
        try {
            return NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress()).getName();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
