package org.jackfield.kernel.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.jackfield.kernel.config.LimitsConfig;
import org.jackfield.kernel.limits.Budgets;
import org.jackfield.kernel.limits.Machine;
import org.jackfield.kernel.limits.ResourceManager;
import org.jackfield.kernel.metrics.MetricRegistry;
import org.jackfield.spi.Connection.Direction;
import org.jackfield.spi.Connection.Info;
import org.jackfield.spi.ConnectionClosed;
import org.jackfield.spi.ErrorCode;
import org.jackfield.spi.LimitExceeded;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.metrics.Metrics;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.Multihash;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerId;
import org.jackfield.spi.tck.FakeClock;

/** Who hears of a connection's end, and when. */
class SwarmConnectionTest {
    private static final Multiaddr NEAR = Multiaddr.parse("/ip4/127.0.0.1/tcp/4001");
    private static final ConnectionClosed END = new ConnectionClosed(true, ErrorCode.NONE, "gone", null);

    private final List<ConnectionClosed> told = new ArrayList<>();
    private final SwarmConnection connection = connection();

    @Test
    void anEndIsToldOnceItIsKnownThatThereWasABeginning() {
        assertThat(connection.announced()).isEmpty();
        connection.closed(END);
        assertThat(told).containsExactly(END);
    }

    /** Who counts what begins and what ends would else keep for ever what ended first. */
    @Test
    void anEndBeforeTheBeginningIsForTheOneWhoTellsOfThat() {
        connection.closed(END);
        assertThat(told).isEmpty();
        assertThat(connection.announced()).contains(END);
        assertThat(told).isEmpty();
        assertThat(connection.isOpen()).isFalse();
    }

    private SwarmConnection connection() {
        FakeClock clock = new FakeClock();
        Metrics metrics = new MetricRegistry().of("test");
        LimitsConfig limits = LimitsConfig.defaults();
        ResourceManager resources = new ResourceManager(limits, new Budgets(limits, new Machine(1L << 30, 1L << 30, 65_536)), clock,
                _ -> {},
                metrics);
        Info info = new Info(new PeerId(Multihash.sha256(Bytes.ofUtf8("peer"))), Direction.INBOUND, NEAR, NEAR, new ProtocolId("/noise"),
                new ProtocolId("/yamux/1.0.0"), clock.instant());
        try {
            return new SwarmConnection(info, clock, resources.accept(NEAR), new SwarmConnection.Observer(_ -> true, (_, _) -> {},
                    (_, reason) -> told.add(reason), new SwarmMetrics(metrics).streams(), _ -> {}));
        } catch (LimitExceeded e) {
            throw new AssertionError(e);
        }
    }
}
