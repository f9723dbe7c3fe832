package org.jackfield.muxer.mplex;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

import org.jackfield.spi.ErrorCode;

/**
 * Keeps unread data within its bounds where mplex itself has no means: half way to a bound, reading from the connection pauses, which stops a
 * sender that is merely fast. A reader that does not catch up in time loses its stream, because meanwhile all streams of the connection
 * wait for it. Event loop only, but for {@link #eased}.
 */
final class ReadBrake {
    /** All streams are counted up each time this part of the connection's bound arrived, not at each frame. */
    private static final int COUNTS_PER_BOUND = 16;

    private final Channel channel;
    private final MplexConfig config;
    private final Iterable<MplexStream> streams;
    private final AtomicBoolean lookScheduled = new AtomicBoolean();
    private volatile boolean paused;
    private @Nullable Future<?> timer;
    private long uncounted;

    ReadBrake(Channel channel, MplexConfig config, Iterable<MplexStream> streams) {
        this.channel = channel;
        this.config = config;
        this.streams = streams;
    }

    /** Notes that bytes arrived on a stream; pauses or resets where that is too much. */
    void arrived(MplexStream stream, int bytes) {
        if (stream.unread() > config.maxUnread().bytes()) {
            stream.reset(ErrorCode.RESOURCE_LIMIT);
        }
        uncounted += bytes;
        boolean countAll = uncounted >= config.maxConnectionUnread().bytes() / COUNTS_PER_BOUND;
        if (countAll) {
            uncounted = 0;
        }
        if (!paused && (stream.unread() > config.maxUnread().bytes() / 2 || (countAll && isBeyond(2)))) {
            paused = true;
            channel.config().setAutoRead(false);
            timer = channel.eventLoop().schedule(this::lostPatience, config.patience().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** Notes that a stream has less to read than before; any thread. */
    void eased(MplexStream stream) {
        if (paused && stream.unread() <= config.maxUnread().bytes() / 4 && lookScheduled.compareAndSet(false, true)) {
            channel.eventLoop().execute(this::look);
        }
    }

    /** Stops the timer. */
    void stop() {
        Future<?> running = timer;
        if (running != null) {
            running.cancel(false);
            timer = null;
        }
    }

    private void look() {
        lookScheduled.set(false);
        if (paused && !isBeyond(4)) {
            resume();
        }
    }

    private void resume() {
        paused = false;
        stop();
        channel.config().setAutoRead(true);
    }

    private void lostPatience() {
        timer = null;
        while (isBeyond(4)) {
            slowest().reset(ErrorCode.RESOURCE_LIMIT);
        }
        resume();
    }

    private boolean isBeyond(int partOfBound) {
        long unread = 0;
        for (MplexStream stream : streams) {
            unread += stream.unread();
            if (stream.unread() > config.maxUnread().bytes() / partOfBound) {
                return true;
            }
        }
        return unread > config.maxConnectionUnread().bytes() / partOfBound;
    }

    private MplexStream slowest() {
        MplexStream slowest = null;
        for (MplexStream stream : streams) {
            if (slowest == null || stream.unread() > slowest.unread()) {
                slowest = stream;
            }
        }
        if (slowest == null) {
            throw new IllegalStateException("too much is unread, but no stream is left");
        }
        return slowest;
    }
}
