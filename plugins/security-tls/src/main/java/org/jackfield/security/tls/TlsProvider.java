package org.jackfield.security.tls;

import org.jackfield.spi.PluginContext;
import org.jackfield.spi.datapath.SecurityProtocol;
import org.jackfield.spi.datapath.SecurityProvider;

/** Provides security protocol {@code tls}. */
public final class TlsProvider implements SecurityProvider<TlsConfig> {
    @Override
    public String name() {
        return "tls";
    }

    @Override
    public TlsConfig defaults() {
        return new TlsConfig();
    }

    @Override
    public SecurityProtocol create(TlsConfig config, PluginContext context) {
        return new TlsSecurity(context);
    }
}
