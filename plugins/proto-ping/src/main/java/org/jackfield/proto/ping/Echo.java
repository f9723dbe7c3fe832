package org.jackfield.proto.ping;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.jackfield.spi.Deadline;
import org.jackfield.spi.PeerStream;
import org.jackfield.spi.ProtocolViolation;

/**
 * Echoes pings on one stream until the peer ends it, or has been silent for too long.
 *
 * <p>Silence is no fault of the peer's, so the stream ends by {@code closeWrite}, not by the reset that a deadline is. The reader is
 * waiting then, so a second thread does it.
 */
final class Echo {
    private static final Logger LOG = LoggerFactory.getLogger(Echo.class);
    /** How long the peer may take to end its direction after we ended ours. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final PeerStream stream;
    private final Duration idle;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition over = lock.newCondition();
    private long lastPing = System.nanoTime();
    private boolean ended;

    Echo(PeerStream stream, Duration idle) {
        this.stream = stream;
        this.idle = idle;
    }

    /** Answers; returns when the peer has ended the stream. */
    void run() throws IOException {
        byte[] ping = new byte[PingClient.BYTES];
        try {
            while (read(ping)) {
                answer(ping);
            }
        } finally {
            end();
        }
    }

    /** Ends our direction when no ping came for too long; returns when the stream is over. */
    void endWhenIdle() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!ended) {
                long left = lastPing + idle.toNanos() - System.nanoTime();
                if (left > 0) {
                    over.awaitNanos(left);
                } else {
                    ended = true;
                    stream.closeWrite();
                }
            }
        } catch (IOException e) {
            LOG.debug("{}: the stream failed before it could end, which its reader meets too", stream, e);
        } finally {
            lock.unlock();
        }
    }

    private boolean read(byte[] ping) throws IOException {
        stream.deadline(Deadline.after(idle.plus(GRACE)));
        int count = stream.in().readNBytes(ping, 0, ping.length);
        if (count > 0 && count < ping.length) {
            throw new ProtocolViolation("ping: expected " + ping.length + " bytes, got " + count + " and the end of the stream");
        }
        return count > 0;
    }

    /** Writes without a flush: the next read flushes if it has to wait, so pings that came together are answered together. */
    private void answer(byte[] ping) throws IOException {
        lock.lock();
        try {
            if (!ended) {
                lastPing = System.nanoTime();
                stream.out().write(ping);
            }
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            ended = true;
            over.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
