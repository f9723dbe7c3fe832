package org.jackfield.spi.tck;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.jackfield.spi.Connection;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.DeadlineExpired;
import org.jackfield.spi.ErrorCode;
import org.jackfield.spi.PeerStream;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.StreamReset;

/** One end of a stream in memory; keeps every promise of {@link PeerStream}. */
public final class MemoryStream implements PeerStream {
    private static final int BUFFER = 4096;

    private final ProtocolId protocol;
    private final Connection connection;
    private final StreamPipe incoming;
    private final StreamPipe outgoing;
    private final Input in = new Input();
    private final Output out = new Output();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile Deadline deadline = Deadline.NEVER;

    private MemoryStream(ProtocolId protocol, Connection connection, StreamPipe incoming, StreamPipe outgoing) {
        this.protocol = protocol;
        this.connection = connection;
        this.incoming = incoming;
        this.outgoing = outgoing;
    }

    /** Two ends of one stream. */
    public record Pair(MemoryStream opener, MemoryStream acceptor) {}

    /** Makes a stream between the two ends of a connection, for a test that drives both. */
    public static Pair pair(ProtocolId protocol, Connection opener, Connection acceptor, Delivery delivery) {
        StreamPipe there = new StreamPipe(delivery);
        StreamPipe back = new StreamPipe(delivery);
        return new Pair(new MemoryStream(protocol, opener, back, there), new MemoryStream(protocol, acceptor, there, back));
    }

    @Override
    public ProtocolId protocol() {
        return protocol;
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public InputStream in() {
        return in;
    }

    @Override
    public OutputStream out() {
        return out;
    }

    @Override
    public void deadline(Deadline newDeadline) {
        deadline = newDeadline;
        incoming.recheck();
        outgoing.recheck();
    }

    /** Gives the deadline set last. */
    public Deadline deadline() {
        return deadline;
    }

    /** Tells whether a thread waits for the other end to send something. */
    public boolean isWaitingToRead() {
        return incoming.hasWaitingReader();
    }

    /** Tells whether a thread waits for the other end to read something. */
    public boolean isWaitingToWrite() {
        return outgoing.hasWaitingWriter();
    }

    @Override
    public void closeWrite() throws IOException {
        if (!outgoing.hasEnded()) {
            out.flush();
            outgoing.end();
        }
    }

    @Override
    public void reset(ErrorCode code) {
        if (!incoming.hasEnded() || !outgoing.hasEnded()) {
            cut(() -> new StreamReset(false, code), () -> new StreamReset(true, code));
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            if (outgoing.hasEnded()) {
                incoming.closeRead();
            } else {
                reset(ErrorCode.NONE);
            }
        }
    }

    /** Tells whether both directions have ended or were cut. */
    boolean isOver() {
        return incoming.isOver() && outgoing.isOver();
    }

    /** Cuts both directions. */
    void cut(Supplier<IOException> here, Supplier<IOException> there) {
        outgoing.cut(there, here);
        incoming.cut(here, there);
    }

    private IOException expired(DeadlineExpired cause) {
        reset(ErrorCode.NONE);
        return cause;
    }

    @Override
    public String toString() {
        return protocol + " with " + connection.remotePeer();
    }

    private final class Input extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, target.length);
            if (length == 0) {
                return 0;
            }
            if (incoming.available() == 0) {
                out.flushIfIdle();
            }
            try {
                return incoming.read(target, offset, length, () -> deadline);
            } catch (DeadlineExpired e) {
                throw expired(e);
            }
        }

        @Override
        public int available() {
            return incoming.available();
        }

        @Override
        public void close() {
            incoming.closeRead();
        }
    }

    private final class Output extends OutputStream {
        private final ReentrantLock lock = new ReentrantLock();
        private final byte[] buffer = new byte[BUFFER];
        private int size;

        @Override
        public void write(int value) throws IOException {
            write(new byte[]{(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, source.length);
            lock.lock();
            try {
                if (outgoing.hasEnded()) {
                    throw new IllegalStateException("written to a stream after closeWrite");
                }
                if (length > buffer.length - size) {
                    send();
                }
                if (length > buffer.length) {
                    send(source, offset, length);
                } else {
                    System.arraycopy(source, offset, buffer, size, length);
                    size += length;
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void flush() throws IOException {
            lock.lock();
            try {
                send();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() throws IOException {
            closeWrite();
        }

        /** A writer that holds the lock flushes for itself; to wait for it here could wait for ever. */
        void flushIfIdle() throws IOException {
            if (lock.tryLock()) {
                try {
                    send();
                } finally {
                    lock.unlock();
                }
            }
        }

        private void send() throws IOException {
            int count = size;
            size = 0;
            send(buffer, 0, count);
        }

        private void send(byte[] source, int offset, int length) throws IOException {
            try {
                outgoing.write(source, offset, length, () -> deadline);
            } catch (DeadlineExpired e) {
                throw expired(e);
            }
        }
    }
}
