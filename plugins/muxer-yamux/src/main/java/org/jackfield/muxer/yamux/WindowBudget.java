package org.jackfield.muxer.yamux;

import java.util.concurrent.atomic.AtomicLong;

/** What the windows of one connection may grow by together; thread-safe. */
final class WindowBudget {
    private final AtomicLong left;

    WindowBudget(long bytes) {
        left = new AtomicLong(bytes);
    }

    /** Takes bytes if that many are left. */
    boolean take(long bytes) {
        return left.getAndUpdate(now -> now >= bytes ? now - bytes : now) >= bytes;
    }

    /** Puts bytes back. */
    void give(long bytes) {
        left.addAndGet(bytes);
    }

    /** Tells how many bytes are left. */
    long left() {
        return left.get();
    }
}
