package org.jackfield.proto.perf;

import org.jackfield.spi.PluginContext;
import org.jackfield.spi.Protocol;
import org.jackfield.spi.ProtocolProvider;

/** Provides protocol {@code perf}: lets peers measure. {@link PerfClient} measures. */
public final class PerfProvider implements ProtocolProvider<PerfConfig> {
    @Override
    public String name() {
        return "perf";
    }

    @Override
    public PerfConfig defaults() {
        return PerfConfig.DEFAULTS;
    }

    @Override
    public Protocol create(PerfConfig config, PluginContext context) {
        return Protocol.serving(PerfClient.ID, new PerfServer(config.stall())::serve);
    }
}
