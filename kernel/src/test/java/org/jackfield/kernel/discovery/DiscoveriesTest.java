package org.jackfield.kernel.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.jackfield.kernel.event.EventBus;
import org.jackfield.kernel.task.Tasks;
import org.jackfield.spi.Discovery;
import org.jackfield.spi.Events;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerAddress;
import org.jackfield.spi.tck.Await;
import org.jackfield.spi.tck.FakeHost;
import org.jackfield.spi.tck.FakeNetwork;

@Timeout(20)
final class DiscoveriesTest {
    private static final Multiaddr ONE = Multiaddr.parse("/ip4/10.0.0.1/tcp/1");
    private static final Multiaddr OTHER = Multiaddr.parse("/ip4/10.9.0.1/tcp/1");

    private final FakeNetwork network = new FakeNetwork();
    private final FakeHost host = network.host();
    private final FakeHost peer = network.host();
    private final Tasks tasks = new Tasks("test", DiscoveriesTest.class.getClassLoader());
    private final EventBus bus = new EventBus(tasks);
    private final List<PeerAddress> dialed = new ArrayList<>();

    @AfterEach
    void stop() {
        tasks.close();
    }

    @Test
    void tellsOfAPeerOncePerNewAddress() throws InterruptedException {
        List<List<Multiaddr>> told = new java.util.concurrent.CopyOnWriteArrayList<>();
        bus.subscribe(event -> told.add(((Events.PeerFound) event).addresses()));
        find(List.of(ONE), List.of(OTHER), List.of(ONE), List.of(OTHER), List.of(ONE, OTHER));
        Await.until("told", () -> told.size() == 2);
        assertThat(told).containsExactly(List.of(ONE), List.of(OTHER));
        assertThat(dialed).as("whoever wants to dial hears each time").hasSize(5);
        assertThat(host.peers().addresses(peer.id())).containsExactly(ONE, OTHER);
    }

    @Test
    void passesOverTheNodeItself() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        run((self, found) -> {
            found.accept(self.get());
            done.countDown();
        });
        assertThat(done.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(dialed).isEmpty();
    }

    @SafeVarargs
    private void find(List<Multiaddr>... sightings) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        run((_, found) -> {
            for (List<Multiaddr> addresses : sightings) {
                found.accept(new PeerAddress(peer.id(), addresses));
            }
            done.countDown();
        });
        assertThat(done.await(5, TimeUnit.SECONDS)).isTrue();
    }

    private void run(Discovery method) {
        new Discoveries(host.id(), host.peers(), bus, dialed::add).run("test", method, () -> new PeerAddress(host.id(), host.addresses()),
                tasks);
    }
}
