package org.jackfield.spi.datapath;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

import org.jackfield.spi.Deadline;
import org.jackfield.spi.DeadlineExpired;

/**
 * Where one thread waits for a condition that another thread makes true. Costs the signalling thread one volatile read when nobody waits.
 */
public final class Gate {
    private volatile @Nullable Thread waiter;

    /**
     * Waits until {@code ready}; one thread at a time.
     *
     * @param ready reads only state that is written before {@link #signal}
     * @throws DeadlineExpired        past the deadline
     * @throws InterruptedIOException when interrupted; the flag stays set
     */
    public void await(BooleanSupplier ready, Deadline deadline) throws IOException {
        if (ready.getAsBoolean()) {
            return;
        }
        waiter = Thread.currentThread();
        try {
            while (!ready.getAsBoolean()) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedIOException("interrupted while waiting");
                }
                if (deadline.isNever()) {
                    LockSupport.park(this);
                } else {
                    long left = deadline.remainingNanos();
                    if (left <= 0) {
                        throw new DeadlineExpired("waited past the deadline");
                    }
                    LockSupport.parkNanos(this, left);
                }
            }
        } finally {
            waiter = null;
        }
    }

    /** Lets the waiting thread, if there is one, look again. */
    public void signal() {
        Thread thread = waiter;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }
}
