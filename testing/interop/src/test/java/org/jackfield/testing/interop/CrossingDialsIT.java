package org.jackfield.testing.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.jackfield.spi.Deadline;
import org.jackfield.spi.tck.Await;

/** Two nodes on two machines, which are network namespaces, that dial each other at the same moment, from the ports they listen on. */
@Timeout(180)
final class CrossingDialsIT {
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final List<String> IPS = List.of("10.98.0.1", "10.98.0.2");
    /** Of 4001, and the state of a socket that has sent its SYN, as Linux lists them. */
    private static final Pattern SYN_SENT = Pattern.compile(":0FA1 [0-9A-F]+:0FA1 02 ");

    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<PeerProcess> nodes = new ArrayList<>();
    private Namespaces machines;

    @BeforeEach
    void start() throws IOException {
        machines = Namespaces.make(IPS.get(0) + "/24", IPS.get(1) + "/24");
        open.add(machines);
        machines.plug();
        for (int which = 0; which < 2; which++) {
            List<String> command = new ArrayList<>(machines.within(which));
            command.addAll(LanNode.command("/ip4/" + IPS.get(which) + "/tcp/4001", "_p2p-" + which + "._udp.local"));
            PeerProcess node = PeerProcess.start(command, "crossing", String.valueOf(which));
            open.add(node);
            nodes.add(node);
        }
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    /**
     * The one link that TCP makes of two dials that cross (RFC 9293, section 3.5): the first packets of both are lost, and when they are sent
     * again, both ends are dialing.
     */
    @Test
    void makeOneLinkOfWhichBothAreTheDialer() throws Exception {
        for (int which = 0; which < 2; which++) {
            machines.mislead(which, IPS.get(1 - which), true);
        }
        List<CompletableFuture<Map<String, Object>>> dials = dialEachOther();
        until("both have dialed", () -> isDialing(0) && isDialing(1));
        for (int which = 0; which < 2; which++) {
            machines.mislead(which, IPS.get(1 - which), false);
        }
        for (CompletableFuture<Map<String, Object>> dial : dials) {
            assertThat(dial.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).containsEntry("direction", "OUTBOUND");
        }
        assertOneConnectionThatWorks();
    }

    @Test
    void endWithOneConnectionEachTime() throws Exception {
        for (int round = 0; round < 5; round++) {
            for (CompletableFuture<Map<String, Object>> dial : dialEachOther()) {
                dial.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            }
            assertOneConnectionThatWorks();
            nodes.getFirst().ask("disconnect");
            until("nothing is left", () -> count(0) == 0 && count(1) == 0);
        }
    }

    private List<CompletableFuture<Map<String, Object>>> dialEachOther() {
        return List.of(dial(0), dial(1));
    }

    private CompletableFuture<Map<String, Object>> dial(int from) {
        PeerProcess peer = nodes.get(1 - from);
        return Await.async(() -> nodes.get(from).ask("cross", "addr", peer.address().withoutPeer().withPeer(peer.id())));
    }

    private void assertOneConnectionThatWorks() {
        until("each has one connection", () -> count(0) == 1 && count(1) == 1);
        for (int which = 0; which < 2; which++) {
            assertThat(nodes.get(which).ask("echo", "peer", nodes.get(1 - which).id())).containsEntry("answered", true);
        }
        assertThat(count(0)).isEqualTo(1);
        assertThat(count(1)).isEqualTo(1);
    }

    private int count(int which) {
        return ((Number) nodes.get(which).ask("connections").get("count")).intValue();
    }

    private boolean isDialing(int which) {
        try {
            return SYN_SENT.matcher(machines.sockets(which)).find();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void until(String what, BooleanSupplier reached) {
        Deadline deadline = Deadline.after(LIMIT);
        while (!reached.getAsBoolean()) {
            assertThat(deadline.hasPassed()).as(what).isFalse();
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
