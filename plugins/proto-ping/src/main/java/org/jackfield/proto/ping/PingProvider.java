package org.jackfield.proto.ping;

import org.jackfield.spi.PluginContext;
import org.jackfield.spi.Protocol;
import org.jackfield.spi.ProtocolProvider;

/** Provides protocol {@code ping}: answers pings of peers. {@link PingClient} sends them. */
public final class PingProvider implements ProtocolProvider<PingConfig> {
    @Override
    public String name() {
        return "ping";
    }

    @Override
    public PingConfig defaults() {
        return PingConfig.DEFAULTS;
    }

    @Override
    public Protocol create(PingConfig config, PluginContext context) {
        return Protocol.serving(PingClient.ID, new PingResponder(config, context)::respond);
    }
}
