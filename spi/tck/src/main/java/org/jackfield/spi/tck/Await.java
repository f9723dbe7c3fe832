package org.jackfield.spi.tck;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import org.jackfield.spi.Deadline;

/** Waiting in tests: always for a condition, never longer than {@link #PATIENCE}. */
public final class Await {
    /** How long something may take that should happen at once; long, because test machines are busy. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);
    /** How long a test may take that moves much. */
    static final Duration MUCH = Duration.ofSeconds(60);
    private static volatile Duration patience = PATIENCE;
    private static final long LOOK_AGAIN = 500_000;

    private Await() {}

    /** Runs something with another patience: for tests of the contracts, which wait for what never happens. */
    static <T> T with(Duration shorter, Callable<T> work) throws Exception {
        patience = shorter;
        try {
            return work.call();
        } finally {
            patience = PATIENCE;
        }
    }

    static Duration patience() {
        return patience;
    }

    /** Gives the deadline for one step of a test. */
    public static Deadline deadline() {
        return Deadline.after(patience);
    }

    /**
     * Waits until a condition holds.
     *
     * @param what names it in the failure
     * @throws AssertionError if it does not come true in time
     */
    public static void until(String what, BooleanSupplier condition) {
        if (!comesTrue(condition, patience)) {
            throw new AssertionError("did not happen within " + patience + ": " + what);
        }
    }

    /** Waits for a condition; false if it did not come true within {@code atMost}. */
    public static boolean comesTrue(BooleanSupplier condition, Duration atMost) {
        Deadline deadline = Deadline.after(atMost);
        while (!condition.getAsBoolean()) {
            if (deadline.hasPassed() || Thread.currentThread().isInterrupted()) {
                return condition.getAsBoolean();
            }
            LockSupport.parkNanos(LOOK_AGAIN);
        }
        return true;
    }

    /** Starts work on a virtual thread; its outcome, failures included, is the future's. */
    public static <T> CompletableFuture<T> async(Callable<T> work) {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        Thread.ofVirtual().name("tck").start(() -> {
            try {
                outcome.complete(work.call());
            } catch (Throwable e) { // an AssertionError has to reach the test thread too
                outcome.completeExceptionally(e);
            }
        });
        return outcome;
    }

    /**
     * Waits for an outcome.
     *
     * @throws Exception what the work threw
     */
    public static <T> T outcome(CompletableFuture<T> work) throws Exception {
        return outcome(work, patience);
    }

    /** As {@link #outcome}, for work that is much. */
    static <T> T patiently(CompletableFuture<T> work) throws Exception {
        return outcome(work, MUCH);
    }

    private static <T> T outcome(CompletableFuture<T> work, Duration atMost) throws Exception {
        try {
            return work.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("not done within " + atMost, e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case Exception cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw e;
            }
        }
    }
}
