package org.jackfield.testing.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.jackfield.discovery.bootstrap.BootstrapConfig;
import org.jackfield.discovery.bootstrap.BootstrapProvider;
import org.jackfield.kernel.host.Part;
import org.jackfield.kernel.swarm.SwarmConfig;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.Events;
import org.jackfield.spi.peer.KeyType;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerId;
import org.jackfield.testing.interop.TestNode;

/** A node that knows where its network begins. */
@Timeout(90)
final class BootstrapIT {
    private static final PeerId STRANGER = PeerId.parse("12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA");

    private final List<TestNode> nodes = new ArrayList<>();

    @AfterEach
    void stop() {
        nodes.forEach(TestNode::close);
    }

    @Test
    void connectsToThePeersOfItsConfigAndAgainWhenTheyAreLost() throws IOException {
        TestNode one = node();
        TestNode other = node();
        TestNode newcomer = node(one.address(), other.address());
        until("connected", () -> isConnected(newcomer, one) && isConnected(newcomer, other));
        newcomer.node.host().connectionTo(one.node.host().id()).orElseThrow().close();
        until("connected again", () -> isConnected(newcomer, one));
    }

    @Test
    void tellsOfEachAddressWhyNobodyCanBeReachedUntilSomebodyConnects() throws IOException {
        List<Multiaddr> dead = List.of(closed(), closed());
        TestNode lonely = node(dead.toArray(Multiaddr[]::new));
        until("an alert", () -> !lonely.node.alerts().isEmpty());
        Events.Alert alert = lonely.node.alerts().getFirst();
        assertThat(alert.key()).isEqualTo("no-bootstrap");
        assertThat(alert.message()).contains("stack.discovery", "refused");
        assertThat(dead).allSatisfy(address -> assertThat(alert.message()).contains(address.withoutPeer().toString()));
        node().node.connect(lonely.address(), Deadline.after(Duration.ofSeconds(20)));
        node().node.connect(lonely.address(), Deadline.after(Duration.ofSeconds(20)));
        until("the alert is over", () -> lonely.node.alerts().isEmpty());
    }

    private TestNode node(Multiaddr... peers) {
        BootstrapConfig config = new BootstrapConfig(List.of(peers), Duration.ofMillis(200), 2, 10);
        Part bootstrap = new Part("discovery", "bootstrap", BootstrapIT.class.getClassLoader(), true, context -> new BootstrapProvider()
                .create(config, context));
        Part[] parts = Stream.of(bootstrap).filter(_ -> peers.length > 0).toArray(Part[]::new);
        TestNode node = TestNode.start("yamux", KeyType.ED25519, SwarmConfig.DEFAULTS, parts);
        nodes.add(node);
        return node;
    }

    /** An address where nobody listens. */
    private static Multiaddr closed() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Multiaddr.parse("/ip4/127.0.0.1/tcp/" + free.getLocalPort()).withPeer(STRANGER);
        }
    }

    private static boolean isConnected(TestNode node, TestNode peer) {
        return node.node.host().connectionTo(peer.node.host().id()).isPresent();
    }

    private static void until(String what, BooleanSupplier reached) {
        Deadline deadline = Deadline.after(Duration.ofSeconds(40));
        while (!reached.getAsBoolean()) {
            assertThat(deadline.hasPassed()).as("too late: " + what).isFalse();
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
