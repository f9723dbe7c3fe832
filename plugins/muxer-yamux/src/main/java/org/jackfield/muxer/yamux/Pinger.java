package org.jackfield.muxer.yamux;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Pings the peer to learn the round trip and to notice that it is gone: once at the start, then regularly, never two at a time. A peer that
 * sends anything at all is not gone, however late its answer. Event loop only, but for {@link #roundTrip}.
 */
final class Pinger {
    private final EventExecutor loop;
    private final Duration interval;
    private final Duration timeout;
    private final LongSupplier nanoTime;
    private final LongConsumer send;
    private final Runnable gone;

    private volatile long roundTrip;
    private @Nullable Future<?> timer;
    private long value;
    private long sentAt;
    private boolean waiting;
    private boolean heard;

    /**
     * @param interval time between an answer and the next ping; zero for a single ping
     * @param send     sends a ping with the given value, 0 to 2³²−1
     * @param gone     told that the peer sent nothing for {@code timeout} after a ping
     */
    Pinger(EventExecutor loop, Duration interval, Duration timeout, LongSupplier nanoTime, LongConsumer send, Runnable gone) {
        this.loop = loop;
        this.interval = interval;
        this.timeout = timeout;
        this.nanoTime = nanoTime;
        this.send = send;
        this.gone = gone;
    }

    /** Sends the first ping. */
    void start() {
        ping();
    }

    /** Notes that the peer sent something. */
    void heard() {
        heard = true;
    }

    /** Takes an answer; one that was not asked for is ignored. */
    void answered(long answer) {
        if (!waiting || answer != value) {
            return;
        }
        waiting = false;
        long sample = Math.max(1, nanoTime.getAsLong() - sentAt);
        roundTrip = roundTrip == 0 ? sample : (roundTrip + sample) / 2;
        stop();
        if (!interval.isZero()) {
            timer = loop.schedule(this::ping, interval.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** Stops all timers. */
    void stop() {
        Future<?> running = timer;
        if (running != null) {
            running.cancel(false);
            timer = null;
        }
    }

    /** Gives the smoothed round trip in nanoseconds; 0 while unknown. Any thread. */
    long roundTrip() {
        return roundTrip;
    }

    private void ping() {
        value = (value + 1) & 0xFFFF_FFFFL;
        waiting = true;
        heard = false;
        sentAt = nanoTime.getAsLong();
        send.accept(value);
        timer = loop.schedule(this::check, timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void check() {
        if (!heard) {
            timer = null;
            gone.run();
            return;
        }
        heard = false;
        timer = loop.schedule(this::check, timeout.toNanos(), TimeUnit.NANOSECONDS);
    }
}
