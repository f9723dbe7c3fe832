package org.jackfield.spi.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.jackfield.spi.PluginContext;
import org.jackfield.spi.peer.Identity;
import org.jackfield.spi.peer.SignatureVerifier;

/** What a test lends the plugin in place of the kernel. Close it at the end of the test. */
public final class FakePluginContext implements PluginContext, AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final FakeHost host;
    private final List<Thread> tasks = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final FakeAlerts alerts;
    private @Nullable Path directory;
    private final FakeMetrics metrics = new FakeMetrics();
    private volatile boolean started;
    private volatile boolean closed;

    /** Makes a context with a host of its own, alone in its network. */
    public FakePluginContext() {
        this(new FakeNetwork().host());
    }

    /** Makes a context for a plugin on this host. */
    public FakePluginContext(FakeHost host) {
        this.host = host;
        this.alerts = new FakeAlerts(host.events());
    }

    @Override
    public Identity identity() {
        return host.identity();
    }

    @Override
    public SignatureVerifier verifier() {
        return TestIdentities.verifier();
    }

    /** Gives the host, from {@link #started} on. */
    @Override
    public FakeHost host() {
        if (!started) {
            throw new IllegalStateException("the host is usable from start() on, not in create()");
        }
        return host;
    }

    @Override
    public FakeClock clock() {
        return host.network().clock();
    }

    /** Gives a temporary directory, removed by {@link #close}. */
    @Override
    public synchronized Path directory() throws IOException {
        if (directory == null) {
            directory = Files.createTempDirectory("plugin");
        }
        return directory;
    }

    @Override
    public FakeAlerts alerts() {
        return alerts;
    }

    /** Gives what this plugin counts, and nothing else. */
    @Override
    public FakeMetrics metrics() {
        return metrics;
    }

    @Override
    public void fork(String name, Task task) {
        if (!started) {
            throw new IllegalStateException("tasks are for start() and later, not for create(): " + name);
        }
        Thread thread = Thread.ofVirtual().name(name).unstarted(() -> run(task));
        tasks.add(thread);
        thread.start();
    }

    /** Lends the host from now on; call it before the plugin's {@code start}. */
    public void started() {
        started = true;
    }

    /** Lists what tasks threw, but for the interrupt at the end. */
    public List<Throwable> failures() {
        return failures;
    }

    /** Counts the tasks that run. */
    public long running() {
        return tasks.stream().filter(Thread::isAlive).count();
    }

    /**
     * Interrupts all tasks, as the kernel does when the plugin is closed.
     *
     * @throws AssertionError if one does not end
     */
    @Override
    public void close() {
        closed = true;
        tasks.forEach(Thread::interrupt);
        if (!Await.comesTrue(() -> running() == 0, GRACE)) {
            throw new AssertionError("tasks that do not end when interrupted: " + tasks.stream().filter(Thread::isAlive).map(
                    Thread::getName).toList());
        }
        host.shutDown();
        delete();
    }

    private synchronized void delete() {
        Path made = directory;
        if (made == null) {
            return;
        }
        try (Stream<Path> files = Files.walk(made)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(Task task) {
        try {
            task.run();
        } catch (Throwable e) { // reported by failures(); a task ends alone
            if (!closed) {
                failures.add(e);
            }
        }
    }
}
