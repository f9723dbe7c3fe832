package org.jackfield.spi.datapath;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;

import org.jackfield.spi.metrics.Buckets;
import org.jackfield.spi.metrics.Metric;
import org.jackfield.spi.metrics.Metrics;
import org.jackfield.spi.metrics.Metrics.Histogram;

/** Measures how late event loops are: each is asked once a second to do nothing at a given moment. Ends when the loops are shut down. */
public final class LoopLag {
    private static final long PERIOD = Duration.ofSeconds(1).toNanos();
    private static final double NANOS = 1e9;

    private final EventExecutor loop;
    private final Histogram lag;
    private long due;

    private LoopLag(EventExecutor loop, Histogram lag) {
        this.loop = loop;
        this.lag = lag;
    }

    /**
     * Watches loops from now on.
     *
     * @param name whose loops they are, such as {@code tcp}; a label of {@code jackfield_event_loop_lag_seconds}
     */
    public static void watch(String name, EventLoopGroup loops, Metrics metrics) {
        Histogram lag = metrics.histogram(Metric.of("jackfield_event_loop_lag_seconds", "How late an event loop does what is due", "loop"),
                Buckets.DELAYS).with(name);
        loops.forEach(loop -> new LoopLag(loop, lag).next());
    }

    private void next() {
        if (!loop.isShuttingDown()) {
            due = System.nanoTime() + PERIOD;
            loop.schedule(this::probe, PERIOD, TimeUnit.NANOSECONDS);
        }
    }

    private void probe() {
        lag.record(Math.max(0, System.nanoTime() - due) / NANOS);
        next();
    }
}
