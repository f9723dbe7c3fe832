package org.jackfield.transport.ws;

import java.util.Optional;

import org.jackfield.spi.datapath.tcp.TcpOptions;

/** Options for tests: the defaults, but for one thing. */
final class Configs {
    static final TlsOptions INSECURE = new TlsOptions(Optional.empty(), Optional.empty(), Optional.empty(), true);

    private Configs() {}

    static WsConfig with(TlsOptions tls, TcpOptions socket) {
        WsConfig other = WsConfig.DEFAULTS;
        return new WsConfig(other.maxFrame(), other.origins(), other.trustedProxies(), tls, socket);
    }
}
