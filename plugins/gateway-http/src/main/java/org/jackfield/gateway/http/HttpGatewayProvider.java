package org.jackfield.gateway.http;

import org.jackfield.spi.PluginContext;
import org.jackfield.spi.http.Gateway;
import org.jackfield.spi.http.GatewayProvider;

/** Provides gateway {@code http}. */
public final class HttpGatewayProvider implements GatewayProvider<HttpGatewayConfig> {
    @Override
    public String name() {
        return "http";
    }

    @Override
    public HttpGatewayConfig defaults() {
        return HttpGatewayConfig.DEFAULTS;
    }

    @Override
    public Gateway create(HttpGatewayConfig config, PluginContext context) {
        return new HttpGateway(config, context);
    }
}
