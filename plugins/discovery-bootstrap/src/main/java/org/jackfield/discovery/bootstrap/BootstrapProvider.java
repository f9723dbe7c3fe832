package org.jackfield.discovery.bootstrap;

import java.time.Duration;
import java.util.List;

import org.jackfield.spi.Discovery;
import org.jackfield.spi.DiscoveryProvider;
import org.jackfield.spi.PluginContext;

/** Provides discovery {@code bootstrap}. */
public final class BootstrapProvider implements DiscoveryProvider<BootstrapConfig> {
    @Override
    public String name() {
        return "bootstrap";
    }

    /** Gives nobody to begin with: which network a node belongs to is for its operator to say. */
    @Override
    public BootstrapConfig defaults() {
        return new BootstrapConfig(List.of(), Duration.ofSeconds(30), 4, 50);
    }

    @Override
    public Discovery create(BootstrapConfig config, PluginContext context) {
        return new BootstrapDiscovery(config, context);
    }
}
