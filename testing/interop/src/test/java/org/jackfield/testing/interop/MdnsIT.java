package org.jackfield.testing.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.jackfield.kernel.swarm.SwarmConfig;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.PeerStream;
import org.jackfield.spi.peer.KeyType;
import org.jackfield.spi.peer.PeerId;

/** Nodes that know nothing of each other meet by mDNS: on loopback, and between machines that are network namespaces. */
@Timeout(120)
final class MdnsIT {
    private static final Duration LIMIT = Duration.ofSeconds(40);

    /** The tests of other modules and other people's nodes speak on the same loopback. */
    private final String service = "_p2p-" + UUID.randomUUID() + "._udp.local";
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    @Test
    void meetsAnotherNodeOnThisMachine() {
        TestNode one = node();
        TestNode other = node();
        until("found", () -> knows(one, other.node.host().id()) && knows(other, one.node.host().id()));
        until("talks", () -> echoes(one, other.node.host().id()));
    }

    @Test
    void meetsJsOnThisMachine() {
        TestNode ours = node();
        PeerProcess js = keep(PeerProcess.start(PeerProcess.command("js", "--listen", "/ip4/127.0.0.1/tcp/0", "--mdns", service,
                "--mdns-interface", loopback()), "mdns", "js", "loopback"));
        until("js is found", () -> knows(ours, js.id()));
        until("js finds", () -> found(js).contains(ours.node.host().id().toString()));
        assertThat(ours.node.host().peers().addresses(js.id())).containsExactly(js.address().withoutPeer());
        until("talks", () -> echoes(ours, js.id()));
    }

    @Test
    void meetsOursGoAndJsOnAnotherMachineWhenTheCableIsPluggedIn() throws IOException {
        Namespaces machines = keep(Namespaces.make("10.99.0.1/24", "10.99.0.2/24"));
        PeerProcess ours = lanNode(machines, 0, "/ip4/0.0.0.0/tcp/0");
        PeerProcess other = lanNode(machines, 1, "/ip4/0.0.0.0/tcp/0");
        machines.plug();
        // these two look for interfaces and addresses only when they start
        PeerProcess go = onMachine(machines, 1, "go", PeerProcess.command("go", "--listen", "/ip4/10.99.0.2/tcp/0", "--mdns", service));
        PeerProcess js = onMachine(machines, 1, "js", PeerProcess.command("js", "--listen", "/ip4/10.99.0.2/tcp/0", "--mdns", service));
        for (Map.Entry<String, PeerProcess> each : Map.of("ours", other, "go", go, "js", js).entrySet()) {
            until(each.getKey() + " is found", () -> found(ours).contains(each.getValue().id().toString()));
            until(each.getKey() + " finds", () -> found(each.getValue()).contains(ours.id().toString()));
            until("talks to " + each.getKey(), () -> echoes(ours, each.getValue().id()));
        }
    }

    @Test
    void meetsAnotherMachineByIpv6Alone() throws IOException {
        Namespaces machines = keep(Namespaces.make("fd99::1/64", "fd99::2/64"));
        machines.plug();
        PeerProcess ours = lanNode(machines, 0, "/ip6/fd99::1/tcp/0");
        PeerProcess other = lanNode(machines, 1, "/ip6/fd99::2/tcp/0");
        until("found", () -> found(ours).contains(other.id().toString()) && found(other).contains(ours.id().toString()));
        until("talks", () -> echoes(ours, other.id()));
    }

    private TestNode node() {
        return keep(TestNode.start("yamux", KeyType.ED25519, SwarmConfig.DEFAULTS, LanNode.mdns(LanNode.config(service, loopback()))));
    }

    private PeerProcess lanNode(Namespaces machines, int which, String listen) {
        return onMachine(machines, which, "ours", LanNode.command(listen, service));
    }

    private PeerProcess onMachine(Namespaces machines, int which, String name, List<String> command) {
        List<String> within = new ArrayList<>(machines.within(which));
        within.addAll(command);
        return keep(PeerProcess.start(within, "mdns", name, String.valueOf(which)));
    }

    private static boolean knows(TestNode node, PeerId peer) {
        return !node.node.host().peers().addresses(peer).isEmpty();
    }

    private static List<String> found(PeerProcess peer) {
        return ((List<?>) peer.ask("found").get("found")).stream().map(each -> ((Map<?, ?>) each).get("peer").toString()).toList();
    }

    /** Two that find each other dial each other: the one connection too many may take a stream along. */
    private static boolean echoes(TestNode from, PeerId to) {
        try (PeerStream stream = from.node.host().open(to, TestNode.ECHO, Deadline.after(LIMIT))) {
            stream.out().write(1);
            stream.closeWrite();
            return stream.in().read() == 1;
        } catch (IOException _) {
            return false;
        }
    }

    private static boolean echoes(PeerProcess from, PeerId to) {
        return Boolean.TRUE.equals(from.ask("echo", "peer", to).get("answered"));
    }

    private <T extends AutoCloseable> T keep(T made) {
        open.add(made);
        return made;
    }

    private static String loopback() {
        try {
            return NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress()).getName();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void until(String what, BooleanSupplier reached) {
        Deadline deadline = Deadline.after(LIMIT);
        while (!reached.getAsBoolean()) {
            assertThat(deadline.hasPassed()).as("too late: " + what).isFalse();
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }
}
