package org.jackfield.kernel.dns;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.jackfield.kernel.task.TaskGroup;
import org.jackfield.kernel.task.Tasks;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.DeadlineExpired;

/**
 * Asks the system's resolver, which knows its hosts file and search path. A lookup under way cannot be ended, only left behind: so there is a
 * bound on how many there are. The JDK keeps answers for half a minute. Thread-safe.
 */
public final class SystemHosts implements HostLookup {
    /** Lookups under way at a time. */
    static final int MAX_LOOKUPS = 32;

    private final Tasks tasks;
    private final Semaphore free = new Semaphore(MAX_LOOKUPS);

    public SystemHosts(Tasks tasks) {
        this.tasks = tasks;
    }

    @Override
    public List<InetAddress> lookup(String name, Deadline deadline) throws IOException {
        take(name, deadline);
        try (TaskGroup<List<InetAddress>> group = new TaskGroup<>(tasks)) {
            group.fork("look up " + name, () -> {
                try {
                    return List.of(InetAddress.getAllByName(name));
                } finally {
                    free.release();
                }
            });
            TaskGroup.Result<List<InetAddress>> result = group.next(deadline);
            if (result == null) {
                throw new DeadlineExpired("the system's resolver did not answer for " + name + " in time");
            }
            if (result.failure() != null || result.value() == null) {
                throw new IOException("no address of " + name + " is known to the system's resolver", result.failure());
            }
            return result.value();
        }
    }

    private void take(String name, Deadline deadline) throws IOException {
        try {
            if (!free.tryAcquire(Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS)) {
                throw new DeadlineExpired(MAX_LOOKUPS + " other names are being looked up, " + name + " had to wait too long");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted before looking up " + name);
        }
    }
}
