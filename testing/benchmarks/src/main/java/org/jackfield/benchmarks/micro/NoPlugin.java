package org.jackfield.benchmarks.micro;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;

import org.jackfield.crypto.KeyVerifier;
import org.jackfield.crypto.SoftwareIdentity;
import org.jackfield.kernel.metrics.MetricRegistry;
import org.jackfield.spi.Alerts;
import org.jackfield.spi.Host;
import org.jackfield.spi.PluginContext;
import org.jackfield.spi.metrics.Metrics;
import org.jackfield.spi.peer.Identity;
import org.jackfield.spi.peer.KeyType;
import org.jackfield.spi.peer.SignatureVerifier;

/** The context of a layer that is measured alone: an identity of its own, no node. */
final class NoPlugin implements PluginContext {
    private final Metrics metrics = new MetricRegistry().of("benchmark");
    private final Identity identity = SoftwareIdentity.generate(KeyType.ED25519, new SecureRandom());

    @Override
    public Identity identity() {
        return identity;
    }

    @Override
    public SignatureVerifier verifier() {
        return new KeyVerifier();
    }

    @Override
    public Host host() {
        throw new IllegalStateException("there is no node");
    }

    @Override
    public InstantSource clock() {
        return InstantSource.system();
    }

    @Override
    public Path directory() {
        throw new IllegalStateException("there is no node");
    }

    @Override
    public Alerts alerts() {
        throw new IllegalStateException("there is no node");
    }

    @Override
    public Metrics metrics() {
        return metrics;
    }

    @Override
    public void fork(String name, Task task) {
        Thread.ofVirtual().name(name).start(() -> {
            try {
                task.run();
            } catch (Exception e) {
                throw new IllegalStateException(name, e);
            }
        });
    }
}
