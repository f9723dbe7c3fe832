package org.jackfield.spi;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;

import org.jackfield.spi.metrics.Metrics;
import org.jackfield.spi.peer.Identity;
import org.jackfield.spi.peer.SignatureVerifier;

/** What the kernel lends one plugin. All methods are thread-safe. The private key never leaves the kernel. */
public interface PluginContext {
    /** Signs as this node. */
    Identity identity();

    /** Checks signatures of every key type. */
    SignatureVerifier verifier();

    /** Gives the node; usable from {@link Component#start} on, before that it throws {@link IllegalStateException}. */
    Host host();

    /** Tells wall-clock time; a fake in tests. */
    InstantSource clock();

    /** Counts and measures for operators; usable from {@link Provider#create} on. */
    Metrics metrics();

    /**
     * Gives a directory for this plugin alone, below the node's data directory; made when it is not there. What lies in it survives a
     * restart; {@link org.jackfield.spi.snapshot.SnapshotFile} makes it survive a crash, too.
     *
     * @throws IOException if it cannot be made
     */
    Path directory() throws IOException;

    /** Tells the operator of conditions that last. */
    Alerts alerts();

    /**
     * Runs a task on its own virtual thread, with the plugin's class loader as context loader. The thread is interrupted when the plugin
     * is closed. What the task throws is logged with {@code name} and ends only this task.
     *
     * @param name what the task is for, shown in thread dumps and logs
     */
    void fork(String name, Task task);

    /** A piece of work that may block. */
    @FunctionalInterface
    interface Task {
        /** Works until done or interrupted. */
        void run() throws Exception;
    }
}
