package org.jackfield.transport.tcp;

import org.jackfield.spi.PluginContext;
import org.jackfield.spi.datapath.Transport;
import org.jackfield.spi.datapath.TransportProvider;
import org.jackfield.spi.datapath.tcp.TcpOptions;

/** Provides transport {@code tcp}. */
public final class TcpProvider implements TransportProvider<TcpOptions> {
    @Override
    public String name() {
        return "tcp";
    }

    @Override
    public TcpOptions defaults() {
        return TcpOptions.DEFAULTS;
    }

    @Override
    public Transport create(TcpOptions config, PluginContext context) {
        return new TcpTransport(config, context.metrics());
    }
}
