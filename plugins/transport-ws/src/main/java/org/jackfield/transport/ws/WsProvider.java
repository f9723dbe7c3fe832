package org.jackfield.transport.ws;

import org.jackfield.spi.PluginContext;
import org.jackfield.spi.datapath.Transport;
import org.jackfield.spi.datapath.TransportProvider;

/** Provides transport {@code ws}. */
public final class WsProvider implements TransportProvider<WsConfig> {
    @Override
    public String name() {
        return "ws";
    }

    @Override
    public WsConfig defaults() {
        return WsConfig.DEFAULTS;
    }

    @Override
    public Transport create(WsConfig config, PluginContext context) {
        return new WsTransport(config, context);
    }
}
