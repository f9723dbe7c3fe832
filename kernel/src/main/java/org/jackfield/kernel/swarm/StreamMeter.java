package org.jackfield.kernel.swarm;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

import org.jackfield.kernel.metrics.jfr.StreamEvent;
import org.jackfield.kernel.swarm.StreamMetrics.Traffic;

/**
 * Counts what one stream carries, its negotiation included, per buffer rather than per byte. Received is counted by the reader, sent by the
 * writer, the rest by any thread.
 */
final class StreamMeter {
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile @Nullable Traffic traffic;
    private Optional<StreamEvent> event = Optional.empty();
    private long received;
    private long sent;

    /** The protocol is known; before any other thread reads or writes. */
    void start(Traffic counters, Optional<StreamEvent> recorded) {
        event = recorded;
        traffic = counters;
        counters.open().add(1);
        counters.received().add(received);
        counters.sent().add(sent);
    }

    void received(int bytes) {
        received += bytes;
        Traffic counters = traffic;
        if (counters != null) {
            counters.received().add(bytes);
        }
    }

    void sent(int bytes) {
        sent += bytes;
        Traffic counters = traffic;
        if (counters != null) {
            counters.sent().add(bytes);
        }
    }

    /** The stream is closed or cut; the first call counts. */
    void end(String how) {
        Traffic counters = traffic;
        if (counters != null && ended.compareAndSet(false, true)) {
            counters.open().add(-1);
            event.ifPresent(recorded -> recorded.end(how, received, sent));
        }
    }
}
