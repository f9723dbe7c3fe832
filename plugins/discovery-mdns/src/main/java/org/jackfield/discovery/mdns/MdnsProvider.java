package org.jackfield.discovery.mdns;

import java.time.Duration;
import java.util.List;

import org.jackfield.spi.Discovery;
import org.jackfield.spi.DiscoveryProvider;
import org.jackfield.spi.PluginContext;

/** Provides discovery {@code mdns}. */
public final class MdnsProvider implements DiscoveryProvider<MdnsConfig> {
    @Override
    public String name() {
        return "mdns";
    }

    @Override
    public MdnsConfig defaults() {
        return new MdnsConfig("_p2p._udp.local", List.of(), true, Duration.ofSeconds(4), Duration.ofMinutes(1), Duration.ofMinutes(2));
    }

    @Override
    public Discovery create(MdnsConfig config, PluginContext context) {
        return new MdnsDiscovery(config, context.identity().id(), context.metrics());
    }
}
