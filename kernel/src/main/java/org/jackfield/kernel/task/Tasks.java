package org.jackfield.kernel.task;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.jackfield.spi.PluginContext.Task;

/**
 * The virtual threads of one owner: a plugin or a part of the kernel. The only place that makes threads, apart from the event loops of the
 * transports. Thread-safe.
 */
public final class Tasks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Tasks.class);
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final String owner;
    private final ClassLoader loader;
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * @param owner  leads the thread names
     * @param loader context class loader of the threads
     */
    public Tasks(String owner, ClassLoader loader) {
        this.owner = owner;
        this.loader = loader;
    }

    /** Gives the class loader of this owner. */
    public ClassLoader loader() {
        return loader;
    }

    /** Runs a task; after {@link #close} it does nothing but log. */
    public Thread fork(String name, Task task) {
        Thread thread = Thread.ofVirtual().name(owner + "/" + name).unstarted(() -> run(name, task));
        thread.setContextClassLoader(loader);
        running.add(thread);
        if (closed) {
            running.remove(thread);
            LOG.debug("{}: not started, {} is closed", name, owner);
            return thread;
        }
        thread.start();
        return thread;
    }

    /** Interrupts what runs and waits a moment for it to end. */
    @Override
    public void close() {
        closed = true;
        running.forEach(Thread::interrupt);
        long end = System.nanoTime() + GRACE.toNanos();
        for (Thread thread : running) {
            try {
                Duration left = Duration.ofNanos(end - System.nanoTime());
                if (!thread.equals(Thread.currentThread()) && (left.isNegative() || !thread.join(left))) {
                    LOG.warn("{} does not end; left behind", thread.getName());
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void run(String name, Task task) {
        try {
            task.run();
        } catch (InterruptedException e) {
            LOG.debug("{}/{} was interrupted", owner, name, e);
        } catch (Exception e) {
            if (closed) {
                LOG.debug("{}/{} ended with the node", owner, name, e);
            } else {
                LOG.warn("{}/{} failed", owner, name, e);
            }
        } finally {
            running.remove(Thread.currentThread());
        }
    }
}
