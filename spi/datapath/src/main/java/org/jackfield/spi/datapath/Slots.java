package org.jackfield.spi.datapath;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.jackfield.spi.Deadline;
import org.jackfield.spi.DeadlineExpired;

/** A number of places that any number of threads take, waiting for one where need be. Thread-safe. */
public final class Slots {
    private final Semaphore free;
    private final String shortage;

    /**
     * @param places   how many there are
     * @param shortage says in an exception why there is none; names the limit and its config key if there is one
     */
    public Slots(int places, String shortage) {
        this.free = new Semaphore(places);
        this.shortage = shortage;
    }

    /**
     * Takes a place; blocks while there is none.
     *
     * @throws DeadlineExpired        past the deadline
     * @throws InterruptedIOException when interrupted; the flag stays set
     */
    public void take(Deadline deadline) throws IOException {
        try {
            if (deadline.isNever()) {
                free.acquire();
            } else if (!free.tryAcquire(deadline.remainingNanos(), TimeUnit.NANOSECONDS)) {
                throw new DeadlineExpired(shortage);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting: " + shortage);
        }
    }

    /** Puts a place back. Does not block. */
    public void give() {
        free.release();
    }

    /** Lets all who wait and all who come have a place: there is nothing left to ration. */
    public void abandon() {
        free.release(Integer.MAX_VALUE / 2);
    }
}
