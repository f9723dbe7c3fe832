package org.jackfield.kernel.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.jackfield.kernel.config.ConnectionsConfig;
import org.jackfield.kernel.connection.FakeConnections.Fake;
import org.jackfield.kernel.event.AlertBoard;
import org.jackfield.kernel.event.EventBus;
import org.jackfield.kernel.task.Tasks;
import org.jackfield.spi.Alerts;
import org.jackfield.spi.Connection.Direction;
import org.jackfield.spi.tck.Await;
import org.jackfield.spi.tck.FakeClock;

final class ConnectionKeeperTest {
    private static final Instant OLD = FakeClock.START.minus(Duration.ofHours(1));

    private final FakeConnections network = new FakeConnections();
    private final FakeClock clock = new FakeClock();
    private final Tasks tasks = new Tasks("test", ConnectionKeeperTest.class.getClassLoader());
    private final AlertBoard board = new AlertBoard(new EventBus(tasks, _ -> {}));
    private final Alerts alerts = board.of("swarm");

    @AfterEach
    void stop() {
        tasks.close();
    }

    @Test
    void trimsTheLeastValuedDownToLowWater() {
        ConnectionKeeper keeper = keeper(config(2, 4, true, 0));
        Fake valued = network.add(1, Direction.INBOUND, OLD);
        Fake used = network.add(2, Direction.INBOUND, OLD);
        used.streams = 1;
        Fake isProtected = network.add(3, Direction.INBOUND, OLD);
        Fake inbound = network.add(4, Direction.INBOUND, OLD);
        Fake outbound = network.add(5, Direction.OUTBOUND, OLD);
        keeper.tag(FakeConnections.peer(1), "kad", 5);
        keeper.protect(FakeConnections.peer(3), "relay");
        keeper.look(clock.instant());
        assertThat(network.open).containsExactly(used, isProtected);
        assertThat(List.of(inbound, outbound, valued)).allMatch(each -> each.reason.contains("connections.high-water"));
    }

    @Test
    void trimsTheInboundFirstAndNeverMoreThanNeeded() {
        ConnectionKeeper keeper = keeper(config(3, 3, true, 0));
        network.add(1, Direction.OUTBOUND, OLD);
        network.add(2, Direction.INBOUND, OLD);
        network.add(3, Direction.OUTBOUND, OLD);
        network.add(4, Direction.INBOUND, FakeClock.START);
        keeper.look(clock.instant());
        assertThat(network.open).extracting(Fake::remotePeer).containsExactly(FakeConnections.peer(1), FakeConnections.peer(3),
                FakeConnections.peer(4));
    }

    @Test
    void closesWhatIsIdleWhileThereAreMoreThanLowWater() {
        ConnectionKeeper keeper = keeper(config(1, 10, true, 0));
        Fake idle = network.add(1, Direction.INBOUND, OLD);
        Fake used = network.add(2, Direction.INBOUND, OLD);
        used.lastUsed = FakeClock.START.minus(Duration.ofMinutes(1));
        keeper.look(clock.instant());
        assertThat(idle.reason).contains("connections.idle-timeout");
        assertThat(network.open).containsExactly(used);
        clock.advance(Duration.ofHours(1));
        keeper.look(clock.instant());
        assertThat(network.open).as("the last one stays").containsExactly(used);
    }

    @Test
    void forgetsTagsWithTheLastConnectionAndIgnoresThoseOfStrangers() {
        ConnectionKeeper keeper = keeper(config(1, 10, true, 0));
        keeper.tag(FakeConnections.peer(7), "kad", 1);
        assertThat(keeper.tags(FakeConnections.peer(7))).isEmpty();
        network.add(7, Direction.INBOUND, OLD);
        keeper.tag(FakeConnections.peer(7), "kad", 1);
        assertThat(keeper.tags(FakeConnections.peer(7))).containsEntry("kad", 1);
        network.open.clear();
        keeper.disconnected(FakeConnections.peer(7));
        assertThat(keeper.tags(FakeConnections.peer(7))).isEmpty();
        assertThat(keeper.tagged()).isZero();
    }

    @Test
    void isProtectedUntilEachReasonIsTakenBack() {
        ConnectionKeeper keeper = keeper(config(1, 10, true, 0));
        keeper.protect(FakeConnections.peer(1), "a");
        keeper.protect(FakeConnections.peer(1), "b");
        assertThat(keeper.unprotect(FakeConnections.peer(1), "a")).isTrue();
        assertThat(keeper.unprotect(FakeConnections.peer(1), "b")).isFalse();
        assertThat(keeper.protections(FakeConnections.peer(1))).isEmpty();
    }

    @Test
    void dialsWhatDiscoveryFindsWhileConnectionsAreMissing() {
        ConnectionKeeper keeper = keeper(config(2, 10, true, 0));
        keeper.start();
        for (int i = 1; i <= 3; i++) {
            network.reachable.put(FakeConnections.peer(i), true);
        }
        keeper.found(FakeConnections.address(1));
        keeper.found(FakeConnections.address(2));
        Await.until("both are connected", () -> network.open.size() == 2);
        keeper.found(FakeConnections.address(3));
        keeper.found(FakeConnections.address(1));
        Await.until("what was found is worked off", () -> network.dials.get() == 2);
        assertThat(network.open).hasSize(2);
    }

    @Test
    void comesBackToAKeptPeerAfterALoss() {
        ConnectionKeeper keeper = keeper(config(1, 10, false, 0));
        network.reachable.put(FakeConnections.peer(1), true);
        keeper.keep(FakeConnections.address(1));
        Await.until("it is connected", () -> network.isConnected(FakeConnections.peer(1)));
        assertThat(keeper.protections(FakeConnections.peer(1))).containsExactly("keep");
        network.open.clear();
        keeper.disconnected(FakeConnections.peer(1));
        Await.until("it is connected again", () -> network.isConnected(FakeConnections.peer(1)));
        keeper.release(FakeConnections.peer(1));
        assertThat(keeper.kept()).isEmpty();
        assertThat(keeper.protections(FakeConnections.peer(1))).isEmpty();
    }

    @Test
    void givesUpByPolicyAndTellsWhy() {
        ConnectionKeeper keeper = keeper(config(1, 10, false, 3));
        keeper.keep(FakeConnections.address(1));
        Await.until("it is given up", () -> !board.raised().isEmpty());
        assertThat(board.raised().getFirst().message()).contains("3 dials", "connections.reconnect-give-up", "Connection refused");
        assertThat(network.dials).hasValue(3);
        assertThat(keeper.kept()).isEmpty();
    }

    private ConnectionKeeper keeper(ConnectionsConfig config) {
        return new ConnectionKeeper(config, network, clock, alerts, tasks);
    }

    private static ConnectionsConfig config(int low, int high, boolean autoDial, int giveUp) {
        return new ConnectionsConfig(low, high, Duration.ofMinutes(1), Duration.ofMinutes(10), autoDial, List.of(), Duration.ofMillis(1),
                Duration.ofMillis(2), giveUp);
    }
}
