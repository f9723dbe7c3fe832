package org.jackfield.kernel.host;

import java.time.InstantSource;

import org.jackfield.kernel.task.Tasks;
import org.jackfield.spi.Host;
import org.jackfield.spi.PluginContext;
import org.jackfield.spi.peer.Identity;
import org.jackfield.spi.peer.SignatureVerifier;

/** What one plugin is lent. */
record NodeContext(Node node, NodeSpec spec, Tasks tasks) implements PluginContext {
    @Override
    public Identity identity() {
        return spec.identity();
    }

    @Override
    public SignatureVerifier verifier() {
        return spec.verifier();
    }

    @Override
    public Host host() {
        return node.host();
    }

    @Override
    public InstantSource clock() {
        return spec.clock();
    }

    @Override
    public void fork(String name, Task task) {
        tasks.fork(name, task);
    }
}
