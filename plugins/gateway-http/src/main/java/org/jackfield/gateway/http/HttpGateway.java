package org.jackfield.gateway.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.jackfield.spi.PluginContext;
import org.jackfield.spi.http.Gateway;
import org.jackfield.spi.http.Health;
import org.jackfield.spi.http.HttpExchange;
import org.jackfield.spi.http.HttpRoute;

/** Serves HTTP: the routes of others, and two of its own. */
final class HttpGateway implements Gateway {
    private static final Logger LOG = LoggerFactory.getLogger(HttpGateway.class);
    private static final Health STARTING = new Health(false, Map.of(), List.of(), List.of());

    private final HttpGatewayConfig config;
    private final PluginContext context;
    private final Router own;
    private volatile Supplier<Health> health = () -> STARTING;
    private volatile Dispatcher dispatcher;
    private @Nullable HttpServer server;

    HttpGateway(HttpGatewayConfig config, PluginContext context) {
        this.config = config;
        this.context = context;
        this.own = new Router(List.of(own(HttpRoute.get("/metrics", this::metrics)), own(HttpRoute.get("/healthz", this::healthz))));
        this.dispatcher = dispatcher(List.of());
    }

    @Override
    public void start() throws IOException {
        GatewayMetrics metrics = new GatewayMetrics(context.metrics());
        Service service = new Service(config, () -> dispatcher, context.clock(), metrics, new AtomicInteger());
        HttpServer started = new HttpServer(service, context.metrics());
        server = started;
        started.start();
    }

    @Override
    public void serve(List<Served> routes, Supplier<Health> fares) {
        for (Served mine : own.routes()) {
            routes.stream().filter(each -> each.route().shape().equals(mine.route().shape())).findFirst().ifPresent(each -> {
                throw new IllegalArgumentException("route " + each.route() + " of " + each.by() + " is the gateway's own");
            });
        }
        health = fares;
        dispatcher = dispatcher(new ArrayList<>(routes));
        LOG.debug("serving {} routes of other components", routes.size());
    }

    @Override
    public void close() {
        HttpServer started = server;
        if (started != null) {
            started.close();
        }
    }

    @Override
    public List<InetSocketAddress> listening() {
        HttpServer started = server;
        return started == null ? List.of() : started.listening();
    }

    private Dispatcher dispatcher(List<Served> contributed) {
        return new Dispatcher(config, own, new Router(contributed), () -> health.get().ready());
    }

    private Served own(HttpRoute route) {
        return new Served(route, "the gateway", context::fork);
    }

    private void metrics(HttpExchange exchange) throws IOException {
        exchange.respond(200, PrometheusText.TYPE, PrometheusText.write(context.metrics().snapshot()));
    }

    private void healthz(HttpExchange exchange) throws IOException {
        Health now = health.get();
        exchange.respond(now.ready() ? 200 : 503, HealthText.TYPE, HealthText.write(now));
    }
}
