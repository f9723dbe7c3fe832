package org.jackfield.dist.launch;

import java.util.List;

import org.jackfield.discovery.bootstrap.BootstrapProvider;
import org.jackfield.discovery.mdns.MdnsProvider;
import org.jackfield.gateway.http.HttpGatewayProvider;
import org.jackfield.kernel.plugin.PluginCatalog;
import org.jackfield.muxer.mplex.MplexProvider;
import org.jackfield.muxer.yamux.YamuxProvider;
import org.jackfield.proto.identify.IdentifyProvider;
import org.jackfield.proto.perf.PerfProvider;
import org.jackfield.proto.ping.PingProvider;
import org.jackfield.security.noise.NoiseProvider;
import org.jackfield.security.tls.TlsProvider;
import org.jackfield.transport.tcp.TcpProvider;
import org.jackfield.transport.ws.WsProvider;

/** The plugins of the distribution, without the distribution. */
public final class BuiltIn {
    private BuiltIn() {}

    public static PluginCatalog catalog() {
        return PluginCatalog
                .of(List.of(new TcpProvider(), new WsProvider(), new NoiseProvider(), new TlsProvider(), new YamuxProvider(),
                        new MplexProvider(),
                        new PingProvider(),
                        new IdentifyProvider(), new PerfProvider(), new MdnsProvider(), new BootstrapProvider(),
                        new HttpGatewayProvider()));
    }
}
