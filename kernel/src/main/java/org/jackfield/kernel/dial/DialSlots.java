package org.jackfield.kernel.dial;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

import org.jackfield.spi.LimitExceeded;

/** Bounds the addresses dialed at a time by the whole node; further ones wait in order, and the queue is bounded too. Thread-safe. */
final class DialSlots {
    private final int maxConcurrent;
    private final int maxWaiting;
    private final Semaphore free;
    private final AtomicInteger waiting = new AtomicInteger();

    DialSlots(int maxConcurrent, int maxWaiting) {
        this.maxConcurrent = maxConcurrent;
        this.maxWaiting = maxWaiting;
        this.free = new Semaphore(maxConcurrent, true);
    }

    /** Takes a slot; blocks until one is free or the thread is interrupted. */
    Slot take() throws LimitExceeded, InterruptedException {
        if (waiting.incrementAndGet() > maxWaiting + free.availablePermits()) {
            waiting.decrementAndGet();
            throw new LimitExceeded(maxConcurrent + " addresses are being dialed and " + maxWaiting
                    + " wait, as many as dial.max-concurrent and dial.max-waiting allow");
        }
        try {
            free.acquire();
        } finally {
            waiting.decrementAndGet();
        }
        return free::release;
    }

    /** A right to dial, given back by closing. */
    interface Slot extends AutoCloseable {
        @Override
        void close();
    }
}
