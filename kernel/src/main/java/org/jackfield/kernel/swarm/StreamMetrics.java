package org.jackfield.kernel.swarm;

import java.util.List;
import java.util.Locale;

import org.jackfield.spi.Connection.Direction;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.metrics.Metric;
import org.jackfield.spi.metrics.Metrics;
import org.jackfield.spi.metrics.Metrics.Counter;
import org.jackfield.spi.metrics.Metrics.Gauge;
import org.jackfield.spi.metrics.Metrics.Series;

/**
 * What is counted of streams. Protocols are those this node serves or opens streams for, so their number is ours to choose. Thread-safe.
 */
final class StreamMetrics {
    private final Series<Gauge> open;
    private final Series<Counter> opened;
    private final Series<Counter> received;
    private final Series<Counter> sent;
    private final Series<Counter> failures;

    StreamMetrics(Metrics metrics) {
        open = metrics.gauge(Metric.of("jackfield_streams", "Streams open, by who opened them", "direction", "protocol"));
        opened = metrics.counter(Metric.of("jackfield_streams_opened_total", "Streams whose protocol was agreed or proposed", "direction",
                "protocol"));
        received = metrics.counter(Metric.of("jackfield_stream_received_bytes_total", "Bytes read from streams", "protocol"));
        sent = metrics.counter(Metric.of("jackfield_stream_sent_bytes_total", "Bytes written to streams", "protocol"));
        failures = metrics.counter(Metric.of("jackfield_inbound_stream_failures_total",
                "Streams of peers that ended badly: negotiation, limit, protocol-violation, io, handler", "reason"));
        // what has not happened yet shows as 0: else its first time would be no increase
        List.of("negotiation", "limit", "protocol-violation", "io", "handler").forEach(failures::with);
    }

    /** A stream speaks its protocol from now on. */
    Traffic opened(Direction direction, ProtocolId protocol) {
        String by = direction.name().toLowerCase(Locale.ROOT);
        opened.with(by, protocol.value()).increment();
        return new Traffic(open.with(by, protocol.value()), received.with(protocol.value()), sent.with(protocol.value()));
    }

    /** A stream that a peer opened ended badly. */
    void failed(String reason) {
        failures.with(reason).increment();
    }

    /** What one stream counts into. */
    record Traffic(Gauge open, Counter received, Counter sent) {}
}
