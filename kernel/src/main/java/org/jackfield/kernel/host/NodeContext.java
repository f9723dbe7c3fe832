package org.jackfield.kernel.host;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;

import org.jackfield.kernel.task.Tasks;
import org.jackfield.spi.Alerts;
import org.jackfield.spi.Host;
import org.jackfield.spi.PluginContext;
import org.jackfield.spi.metrics.Metrics;
import org.jackfield.spi.peer.Identity;
import org.jackfield.spi.peer.SignatureVerifier;

/** What one plugin is lent. */
record NodeContext(Node node, Part part, Tasks tasks, Metrics metrics) implements PluginContext {
    @Override
    public Identity identity() {
        return node.spec().identity();
    }

    @Override
    public SignatureVerifier verifier() {
        return node.spec().verifier();
    }

    @Override
    public Host host() {
        return node.hostFor(part);
    }

    @Override
    public InstantSource clock() {
        return node.spec().clock();
    }

    @Override
    public Path directory() throws IOException {
        return node.directories().of(part);
    }

    @Override
    public Alerts alerts() {
        return node.alertBoard().of(part.id());
    }

    @Override
    public void fork(String name, Task task) {
        tasks.fork(name, task);
    }
}
