package org.jackfield.kernel.host;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.jackfield.kernel.metrics.OwnedMetrics;
import org.jackfield.kernel.task.Tasks;
import org.jackfield.spi.Component;
import org.jackfield.spi.PluginContext;
import org.jackfield.spi.http.Gateway;
import org.jackfield.spi.http.Health;

/** A part of a running node: its component, its threads and how it fares. */
final class RunningPart {
    private static final Logger LOG = LoggerFactory.getLogger(RunningPart.class);

    private final Part part;
    private final Tasks tasks;
    private final OwnedMetrics metrics;
    private @Nullable Component component;
    private volatile @Nullable Exception failure;

    RunningPart(Part part, OwnedMetrics metrics) {
        this.part = part;
        this.metrics = metrics;
        this.tasks = new Tasks(part.name(), part.loader());
    }

    String name() {
        return part.name();
    }

    Tasks tasks() {
        return tasks;
    }

    OwnedMetrics metrics() {
        return metrics;
    }

    /** Gives the component if it was created and has not failed. */
    Optional<Component> component() {
        return failure == null ? Optional.ofNullable(component) : Optional.empty();
    }

    /** Gives why an optional part is left out. */
    Optional<Exception> failure() {
        return Optional.ofNullable(failure);
    }

    void create(PluginContext context) throws PartFailed {
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

    /** Hands a gateway what it serves; other components have no use for it. */
    void serve(List<Gateway.Served> routes, Supplier<Health> health) throws PartFailed {
        if (component().orElse(null) instanceof Gateway gateway) {
            try {
                inItsLoader(() -> {
                    gateway.serve(routes, health);
                    return true;
                });
            } catch (Exception | LinkageError e) {
                failed("serve", e);
            }
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
        metrics.close();
    }

    /** A class that does not link is the plugin's fault as much as an exception; other errors are the process's. */
    private void failed(String step, Throwable cause) throws PartFailed {
        Exception exception = cause instanceof Exception e ? e : new IllegalStateException(cause.toString(), cause);
        failure = exception;
        tasks.close();
        metrics.close();
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
