package org.jackfield.proto.identify;

import java.lang.module.ModuleDescriptor;
import java.time.Duration;
import java.util.Optional;

import org.jackfield.spi.PluginContext;
import org.jackfield.spi.Protocol;
import org.jackfield.spi.ProtocolProvider;

/** Provides protocol {@code identify}: {@code /ipfs/id/1.0.0} and {@code /ipfs/id/push/1.0.0}. */
public final class IdentifyProvider implements ProtocolProvider<IdentifyConfig> {
    @Override
    public String name() {
        return "identify";
    }

    @Override
    public IdentifyConfig defaults() {
        return new IdentifyConfig("ipfs/0.1.0", agent(), Duration.ofSeconds(10), 10, Duration.ofSeconds(5));
    }

    @Override
    public Protocol create(IdentifyConfig config, PluginContext context) {
        return new IdentifyProtocol(config, context);
    }

    private static String agent() {
        Optional<ModuleDescriptor> descriptor = Optional.ofNullable(IdentifyProvider.class.getModule().getDescriptor());
        return descriptor.flatMap(ModuleDescriptor::rawVersion).map(version -> "jackfield/" + version).orElse("jackfield");
    }
}
