package org.jackfield.spi.tck;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.jackfield.spi.Connection.Direction;
import org.jackfield.spi.LimitExceeded;
import org.jackfield.spi.datapath.ConnectionScope;
import org.jackfield.spi.datapath.StreamScope;

/** Limits of a connection that a test sets, and a record of what is in use. Thread-safe. */
public final class FakeConnectionScope implements ConnectionScope {
    private final AtomicLong memory = new AtomicLong();
    private final AtomicInteger streams = new AtomicInteger();
    private final AtomicInteger opened = new AtomicInteger();
    private volatile int mostStreams = Integer.MAX_VALUE;
    private volatile long mostMemory = Long.MAX_VALUE;

    /** Makes a scope without limits. */
    public FakeConnectionScope() {}

    /** Refuses streams beyond so many at a time. */
    public void limitStreams(int most) {
        mostStreams = most;
    }

    /** Refuses memory beyond so many bytes. */
    public void limitMemory(long most) {
        mostMemory = most;
    }

    /** Counts the streams that were reserved and have not ended. */
    public int streams() {
        return streams.get();
    }

    /** Counts the streams ever reserved. */
    public int opened() {
        return opened.get();
    }

    /** Counts the bytes reserved now. */
    public long memory() {
        return memory.get();
    }

    @Override
    public StreamScope openStream(Direction opener, long first) throws LimitExceeded {
        if (streams.incrementAndGet() > mostStreams || !reserve(first)) {
            streams.decrementAndGet();
            throw new LimitExceeded("limit of the test");
        }
        opened.incrementAndGet();
        return new Stream(first);
    }

    @Override
    public boolean reserve(long bytes) {
        if (memory.addAndGet(bytes) > mostMemory) {
            memory.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    @Override
    public void release(long bytes) {
        if (memory.addAndGet(-bytes) < 0) {
            throw new IllegalStateException("more was released than reserved, by " + -memory.get() + " bytes");
        }
    }

    private final class Stream implements StreamScope {
        private long reserved;
        private boolean over;

        Stream(long first) {
            this.reserved = first;
        }

        @Override
        public synchronized boolean reserve(long bytes) {
            if (over || !FakeConnectionScope.this.reserve(bytes)) {
                return false;
            }
            reserved += bytes;
            return true;
        }

        @Override
        public synchronized void release(long bytes) {
            if (!over) {
                reserved -= bytes;
                FakeConnectionScope.this.release(bytes);
            }
        }

        @Override
        public synchronized void ended(boolean clean, String reason) {
            if (!over) {
                over = true;
                FakeConnectionScope.this.release(reserved);
                streams.decrementAndGet();
            }
        }
    }
}
