package org.jackfield.kernel.plugin;

import java.nio.file.Path;
import java.time.InstantSource;

import org.jackfield.spi.Alerts;
import org.jackfield.spi.Host;
import org.jackfield.spi.PluginContext;
import org.jackfield.spi.metrics.Metrics;
import org.jackfield.spi.peer.Identity;
import org.jackfield.spi.peer.SignatureVerifier;

/** A context for components that use none. */
final class NoContext implements PluginContext {
    @Override
    public Identity identity() {
        throw new UnsupportedOperationException();
    }

    @Override
    public SignatureVerifier verifier() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Host host() {
        throw new UnsupportedOperationException();
    }

    @Override
    public InstantSource clock() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Path directory() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Alerts alerts() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Metrics metrics() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void fork(String name, Task task) {
        throw new UnsupportedOperationException();
    }
}
