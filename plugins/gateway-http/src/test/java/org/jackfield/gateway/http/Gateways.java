package org.jackfield.gateway.http;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jackfield.spi.ByteSize;
import org.jackfield.spi.http.Health;

/** What the tests of this plugin share. */
final class Gateways {
    static final Health READY = new Health(true, Map.of(), List.of(), List.of());

    private Gateways() {}

    static HttpGatewayConfig config(String listen) {
        HttpGatewayConfig defaults = HttpGatewayConfig.DEFAULTS;
        return new HttpGatewayConfig(List.of(listen), Optional.empty(), defaults.maxConnections(), defaults.maxRequestLine(),
                defaults.maxHeaderSize(), defaults.maxHeaders(), defaults.headerTimeout(), defaults.idleTimeout());
    }

    /** Small bounds and short times, to reach them. */
    static HttpGatewayConfig narrow() {
        return new HttpGatewayConfig(List.of("127.0.0.1:0"), Optional.empty(), 8, new ByteSize(256), new ByteSize(1024), 8,
                Duration.ofMillis(300), Duration.ofMillis(600));
    }
}
