package org.jackfield.kernel.task;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import org.jackfield.spi.Deadline;

/**
 * Work done side by side and waited for: starts each piece on a virtual thread, hands out results as they come, interrupts what still runs
 * when closed. Used by one thread.
 *
 * @param <T> what a piece yields
 */
public final class TaskGroup<T> implements AutoCloseable {
    private final Tasks tasks;
    private final LinkedBlockingQueue<Result<T>> results = new LinkedBlockingQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private int outstanding;

    public TaskGroup(Tasks tasks) {
        this.tasks = tasks;
    }

    /**
     * What a piece of work came to; one of both is set.
     *
     * @param value   what it yielded
     * @param failure why it did not
     */
    public record Result<T>(@Nullable T value, @Nullable Exception failure) {}

    /** Starts a piece of work. */
    public void fork(String name, Callable<T> work) {
        outstanding++;
        threads.add(tasks.fork(name, () -> results.add(call(work))));
    }

    /** Gives the next result; null when all have been given or the deadline has passed. */
    public @Nullable Result<T> next(Deadline deadline) throws IOException {
        if (outstanding == 0) {
            return null;
        }
        try {
            Result<T> result = results.poll(Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS);
            outstanding -= result == null ? 0 : 1;
            return result;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for others");
        }
    }

    /** Interrupts what still runs. */
    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
    }

    private static <T> Result<T> call(Callable<T> work) {
        try {
            return new Result<>(work.call(), null);
        } catch (Exception e) {
            return new Result<>(null, e);
        }
    }
}
