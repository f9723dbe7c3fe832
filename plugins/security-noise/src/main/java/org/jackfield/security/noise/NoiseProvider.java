package org.jackfield.security.noise;

import org.jackfield.spi.PluginContext;
import org.jackfield.spi.datapath.SecurityProtocol;
import org.jackfield.spi.datapath.SecurityProvider;

/** Provides security protocol {@code noise}. */
public final class NoiseProvider implements SecurityProvider<NoiseConfig> {
    @Override
    public String name() {
        return "noise";
    }

    @Override
    public NoiseConfig defaults() {
        return NoiseConfig.DEFAULTS;
    }

    @Override
    public SecurityProtocol create(NoiseConfig config, PluginContext context) {
        return new NoiseSecurity(config, context);
    }
}
