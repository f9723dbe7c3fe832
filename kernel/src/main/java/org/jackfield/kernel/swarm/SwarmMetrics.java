package org.jackfield.kernel.swarm;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntSupplier;

import org.jackfield.kernel.dial.AttemptFailed;
import org.jackfield.kernel.dial.Outcomes;
import org.jackfield.kernel.metrics.jfr.DialEvent;
import org.jackfield.spi.Connection.Direction;
import org.jackfield.spi.ConnectionClosed;
import org.jackfield.spi.DialFailed.Code;
import org.jackfield.spi.DialFailed.Stage;
import org.jackfield.spi.datapath.Link;
import org.jackfield.spi.metrics.Buckets;
import org.jackfield.spi.metrics.Metric;
import org.jackfield.spi.metrics.MetricFamily.Kind;
import org.jackfield.spi.metrics.Metrics;
import org.jackfield.spi.metrics.Metrics.Counter;
import org.jackfield.spi.metrics.Metrics.Gauge;
import org.jackfield.spi.metrics.Metrics.Histogram;
import org.jackfield.spi.metrics.Metrics.Series;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerId;

/** What the swarm counts. Thread-safe. */
final class SwarmMetrics implements Outcomes {
    private final Metrics metrics;
    private final Series<Counter> dials;
    private final Series<Counter> dialFailures;
    private final Series<Histogram> dialTimes;
    private final Series<Histogram> handshakeTimes;
    private final Series<Histogram> upgradeTimes;
    private final Series<Gauge> open;
    private final Series<Counter> opened;
    private final Series<Counter> closed;
    private final Series<Counter> refused;
    private final StreamMetrics streams;

    SwarmMetrics(Metrics metrics) {
        this.metrics = metrics;
        dials = metrics
                .counter(Metric.of("jackfield_dials_total", "Addresses dialed, by outcome: connected, failed", "outcome"));
        dialFailures = metrics.counter(Metric.of("jackfield_dial_failures_total", "Dialed addresses that failed, by cause", "code"));
        dialTimes = metrics.histogram(Metric.of("jackfield_dial_duration_seconds",
                "Time from dialing an address to a connection ready for streams"), Buckets.ROUND_TRIPS);
        handshakeTimes = metrics.histogram(Metric.of("jackfield_handshake_duration_seconds", "Time of a security handshake that succeeded",
                "direction", "security"), Buckets.ROUND_TRIPS);
        upgradeTimes = metrics.histogram(Metric.of("jackfield_upgrade_duration_seconds",
                "Time from a raw link to a connection ready for streams", "direction"), Buckets.ROUND_TRIPS);
        open = metrics.gauge(Metric.of("jackfield_connections", "Connections open", "direction"));
        opened = metrics.counter(Metric.of("jackfield_connections_opened_total", "Connections opened", "direction"));
        closed = metrics.counter(Metric.of("jackfield_connections_closed_total", "Connections closed, by who ended them", "by"));
        refused = metrics.counter(Metric.of("jackfield_inbound_refusals_total",
                "Inbound links that became no connection, by the stage they came to", "stage"));
        streams = new StreamMetrics(metrics);
        beginAtZero();
    }

    /** What has not happened yet shows as 0 rather than not at all: else its first time would be no increase. */
    private void beginAtZero() {
        for (Direction direction : Direction.values()) {
            open.with(label(direction));
            opened.with(label(direction));
        }
        for (Stage stage : Stage.values()) {
            refused.with(label(stage));
        }
        for (Code code : Code.values()) {
            dialFailures.with(code.toString());
        }
        List.of("connected", "failed").forEach(dials::with);
        List.of("local", "remote").forEach(closed::with);
    }

    /** Adds the sizes of tables that grow with the number of peers. */
    void tables(IntSupplier connections, IntSupplier dialing, IntSupplier peers) {
        metrics.collect(Metric.of("jackfield_peer_table_entries", "Entries of the tables that grow with the number of peers", "table"),
                Kind.GAUGE, rows -> {
                    rows.row(connections.getAsInt(), "connections");
                    rows.row(dialing.getAsInt(), "dialing");
                    rows.row(peers.getAsInt(), "peers");
                });
    }

    /** Gives what counts streams. */
    StreamMetrics streams() {
        return streams;
    }

    @Override
    public void connected() {
        dials.with("connected").increment();
    }

    @Override
    public void failed(Code code) {
        dials.with("failed").increment();
        dialFailures.with(code.toString()).increment();
    }

    /** Dials an address and measures how long that takes. */
    SwarmConnection dialed(Optional<PeerId> expected, Multiaddr address, Dialing dialing) throws IOException {
        DialEvent event = new DialEvent();
        event.begin();
        long start = System.nanoTime();
        try {
            SwarmConnection connection = dialing.dial();
            dialTimes.with().record(Duration.ofNanos(System.nanoTime() - start));
            event.end(Optional.of(connection.remotePeer()), address, "connected", "");
            return connection;
        } catch (IOException | RuntimeException e) {
            // a dial that another one has beaten is interrupted
            boolean cancelled = Thread.currentThread().isInterrupted();
            event.end(expected, address, cancelled ? "cancelled" : "failed",
                    label(e instanceof AttemptFailed attempt ? attempt.stage() : Stage.CONNECT));
            throw e;
        }
    }

    /** Runs an upgrade and counts how that ends. */
    SwarmConnection upgraded(Link.Raw link, Direction direction, UpgradeTimes times, Upgrading upgrading) throws UpgradeFailed {
        try {
            SwarmConnection connection = upgrading.upgrade();
            String security = connection.info().security().value();
            handshakeTimes.with(label(direction), security).record(times.handshake());
            upgradeTimes.with(label(direction)).record(times.all());
            times.event().connected(connection.remotePeer(), link.remote(), label(direction), security);
            return connection;
        } catch (UpgradeFailed e) {
            times.event().failed(e.peer(), link.remote(), label(direction), label(e.stage()));
            throw e;
        }
    }

    void opened(Direction direction) {
        opened.with(label(direction)).increment();
        open.with(label(direction)).add(1);
    }

    void closed(Direction direction, ConnectionClosed reason) {
        closed.with(reason.remote() ? "remote" : "local").increment();
        open.with(label(direction)).add(-1);
    }

    void refused(Stage stage) {
        refused.with(label(stage)).increment();
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Makes a connection of one link. */
    @FunctionalInterface
    interface Upgrading {
        SwarmConnection upgrade() throws UpgradeFailed;
    }

    /** Makes a connection of one address. */
    @FunctionalInterface
    interface Dialing {
        SwarmConnection dial() throws IOException;
    }
}
