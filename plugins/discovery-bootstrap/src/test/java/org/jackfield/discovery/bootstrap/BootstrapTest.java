package org.jackfield.discovery.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.jackfield.spi.Events;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerAddress;
import org.jackfield.spi.tck.Await;
import org.jackfield.spi.tck.FakeHost;
import org.jackfield.spi.tck.FakeNetwork;
import org.jackfield.spi.tck.FakePluginContext;

@Timeout(60)
class BootstrapTest {
    private static final Duration INTERVAL = Duration.ofMillis(100);

    private final FakeNetwork network = new FakeNetwork();
    private final FakeHost host = network.host();
    private final FakePluginContext context = new FakePluginContext(host);
    private final List<Thread> runs = new ArrayList<>();
    private final List<PeerAddress> found = new CopyOnWriteArrayList<>();

    @AfterEach
    void end() {
        endRuns();
        context.close();
        assertThat(context.failures()).isEmpty();
    }

    @Test
    void connectsToThePeersOfTheConfig() {
        FakeHost one = network.host();
        FakeHost other = network.host();
        run(config(2, one, other));
        Await.until("connected", () -> isConnected(one) && isConnected(other));
        assertThat(found).extracting(PeerAddress::peer).contains(one.id(), other.id());
    }

    @Test
    void connectsAgainWhenAConnectionIsLost() {
        FakeHost peer = network.host();
        run(config(1, peer));
        Await.until("connected", () -> isConnected(peer));
        disconnect(peer);
        Await.until("connected again", () -> isConnected(peer));
    }

    @Test
    void leavesPeersAloneWhileThereAreEnoughConnections() {
        FakeHost busy = network.host();
        FakeHost spare = network.host();
        host.connect(busy);
        run(config(1, spare));
        rounds(3);
        assertThat(isConnected(spare)).isFalse();
    }

    @Test
    void fallsBackToSteadyPeersAfterARestart() {
        FakeHost steady = network.host();
        host.connect(steady);
        network.clock().advance(Memory.STEADY);
        run(config(1));
        Await.until("learned", () -> isOnDisk(steady));
        endRuns();
        disconnect(steady);
        run(onlyStranger());
        Await.until("connected", () -> isConnected(steady));
    }

    @Test
    void forgetsSteadyPeersWhoseFileIsDamagedAndKeepsTheFile() throws IOException {
        Path file = context.directory().resolve(Memory.NAME);
        Files.writeString(file, "not what was written");
        FakeHost steady = network.host();
        host.connect(steady);
        network.clock().advance(Memory.STEADY);
        run(config(1));
        Await.until("learned", () -> isOnDisk(steady));
        Path aside = file.resolveSibling(Memory.NAME + ".corrupt-" + network.clock().instant().getEpochSecond());
        assertThat(aside).hasContent("not what was written");
    }

    @Test
    void triesNoMoreSteadyPeersThanItNeeds() {
        List<FakeHost> steady = new ArrayList<>();
        for (int i = 0; i < 3 * Dials.AT_ONCE; i++) {
            steady.add(network.host());
            host.connect(steady.getLast());
        }
        network.clock().advance(Memory.STEADY);
        run(config(1));
        Await.until("learned", () -> steady.stream().allMatch(this::isOnDisk));
        endRuns();
        steady.forEach(this::disconnect);
        run(config(1));
        Await.until("connected", () -> !host.connections().isEmpty());
        rounds(3);
        assertThat(host.connections()).hasSizeLessThanOrEqualTo(Dials.AT_ONCE);
    }

    @Test
    void learnsNoPeerThatStaysForAShortTime() {
        FakeHost brief = network.host();
        host.connect(brief);
        network.clock().advance(Memory.STEADY.minusMillis(1));
        run(config(5));
        rounds(3);
        assertThat(isOnDisk(brief)).isFalse();
    }

    @Test
    void tellsOnceWhenNobodyCanBeReachedAndOnceWhenThatIsOver() {
        run(onlyStranger());
        Await.until("alert", () -> context.alerts().raised().containsKey(BootstrapDiscovery.ALERT));
        assertThat(context.alerts().raised().get(BootstrapDiscovery.ALERT)).contains("no bootstrap peer", "of 1 tried", "stack.discovery",
                FakeStranger.ID);
        rounds(3);
        assertThat(alerts()).hasSize(1);
        host.connect(network.host());
        Await.until("over", () -> context.alerts().raised().isEmpty());
        rounds(2);
        assertThat(alerts()).extracting(Events.Alert::raised).containsExactly(true, false);
    }

    @Test
    void tellsNothingWhenThereIsNobodyToTry() {
        run(config(1));
        rounds(3);
        assertThat(alerts()).isEmpty();
    }

    @Test
    void refusesAddressesWithoutPeer() {
        assertThatIllegalArgumentException().isThrownBy(() -> new BootstrapConfig(List.of(Multiaddr.parse("/ip4/1.2.3.4/tcp/1")), INTERVAL,
                1, 1)).withMessageContaining("/p2p/");
        assertThatIllegalArgumentException().isThrownBy(() -> new BootstrapConfig(List.of(Multiaddr.parse("/p2p/" + FakeStranger.ID)),
                INTERVAL, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new BootstrapConfig(List.of(), Duration.ZERO, 1, 1)).withMessageContaining(
                "interval");
        assertThatIllegalArgumentException().isThrownBy(() -> new BootstrapConfig(List.of(), INTERVAL, 0, 1))
                .withMessageContaining("minimum");
        assertThatIllegalArgumentException().isThrownBy(() -> new BootstrapConfig(List.of(), INTERVAL, 1, -1)).withMessageContaining(
                "remember");
    }

    /** A peer that is not there. */
    private static final class FakeStranger {
        static final String ID = "12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA";

        static Multiaddr address() {
            return Multiaddr.parse("/ip4/127.0.0.1/tcp/1/p2p/" + ID);
        }
    }

    private static BootstrapConfig config(int minimum, FakeHost... peers) {
        return new BootstrapConfig(Stream.of(peers).map(peer -> peer.addresses().getFirst().withPeer(peer.id())).toList(), INTERVAL,
                minimum,
                50);
    }

    private static BootstrapConfig onlyStranger() {
        return new BootstrapConfig(List.of(FakeStranger.address()), INTERVAL, 1, 50);
    }

    private void run(BootstrapConfig config) {
        context.started();
        BootstrapDiscovery discovery = new BootstrapDiscovery(config, context);
        runs.add(Thread.ofVirtual().name("bootstrap").start(() -> {
            try {
                discovery.run(() -> new PeerAddress(host.id(), host.addresses()), found::add);
            } catch (IOException _) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    private void endRuns() {
        runs.forEach(Thread::interrupt);
        Await.until("runs end", () -> runs.stream().noneMatch(Thread::isAlive));
    }

    /** Lets some rounds pass; each asks for the connections. */
    private static void rounds(int count) {
        Await.comesTrue(() -> false, INTERVAL.multipliedBy(count));
    }

    private boolean isConnected(FakeHost peer) {
        return host.connectionTo(peer.id()).isPresent();
    }

    private void disconnect(FakeHost peer) {
        host.connectionTo(peer.id()).ifPresent(connection -> {
            try {
                connection.close();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    private boolean isOnDisk(FakeHost peer) {
        try {
            var file = context.directory().resolve(Memory.NAME);
            return Files.exists(file) && Files.readString(file, StandardCharsets.ISO_8859_1).contains(peer.id().toString());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private List<Events.Alert> alerts() {
        return host.events().published().stream().filter(Events.Alert.class::isInstance).map(Events.Alert.class::cast).toList();
    }
}
