package org.jackfield.kernel.host;

import java.io.IOException;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.jackfield.kernel.task.Tasks;
import org.jackfield.spi.Component;

/** A part of a running node: its component, its threads and how it fares. */
final class RunningPart {
    private static final Logger LOG = LoggerFactory.getLogger(RunningPart.class);

    private final Part part;
    private final Tasks tasks;
    private @Nullable Component component;
    private volatile @Nullable Exception failure;

    RunningPart(Part part) {
        this.part = part;
        this.tasks = new Tasks(part.name(), part.loader());
    }

    String name() {
        return part.name();
    }

    Tasks tasks() {
        return tasks;
    }

    /** Gives the component if it was created and has not failed. */
    Optional<Component> component() {
        return failure == null ? Optional.ofNullable(component) : Optional.empty();
    }

    /** Gives why an optional part is left out. */
    Optional<Exception> failure() {
        return Optional.ofNullable(failure);
    }

    void create(NodeContext context) throws PartFailed {
        try {
            component = inItsLoader(() -> part.factory().apply(context));
        } catch (Exception | LinkageError e) {
            failed("load", e);
        }
    }

    void start() throws PartFailed {
        Component made = component;
        if (made == null || failure != null) {
            return;
        }
        try {
            inItsLoader(() -> {
                made.start();
                return true;
            });
        } catch (Exception | LinkageError e) {
            failed("start", e);
        }
    }

    void close() {
        tasks.close();
        Component made = component;
        if (made != null) {
            try {
                made.close();
            } catch (IOException | RuntimeException e) {
                LOG.warn("plugin {} does not close cleanly", part.name(), e);
            }
        }
    }

    /** A class that does not link is the plugin's fault as much as an exception; other errors are the process's. */
    private void failed(String step, Throwable cause) throws PartFailed {
        Exception exception = cause instanceof Exception e ? e : new IllegalStateException(cause.toString(), cause);
        failure = exception;
        tasks.close();
        if (part.required()) {
            throw new PartFailed(part.name(), step, exception);
        }
        LOG.warn("plugin {} does not {} and is left out: {}", part.name(), step, String.valueOf(exception.getMessage()), exception);
    }

    private <T> T inItsLoader(java.util.concurrent.Callable<T> work) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(part.loader());
        try {
            return work.call();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
