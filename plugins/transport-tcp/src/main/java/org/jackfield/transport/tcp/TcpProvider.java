package org.jackfield.transport.tcp;

import org.jackfield.spi.PluginContext;
import org.jackfield.spi.datapath.Transport;
import org.jackfield.spi.datapath.TransportProvider;

/** Provides transport {@code tcp}. */
public final class TcpProvider implements TransportProvider<TcpConfig> {
    @Override
    public String name() {
        return "tcp";
    }

    @Override
    public TcpConfig defaults() {
        return TcpConfig.DEFAULTS;
    }

    @Override
    public Transport create(TcpConfig config, PluginContext context) {
        return new TcpTransport(config);
    }
}
