package org.jackfield.gateway.http;

import org.jackfield.spi.metrics.Metric;
import org.jackfield.spi.metrics.Metrics;
import org.jackfield.spi.metrics.Metrics.Counter;
import org.jackfield.spi.metrics.Metrics.Gauge;
import org.jackfield.spi.metrics.Metrics.Series;

/** What the gateway counts. Thread-safe. */
final class GatewayMetrics {
    private static final int HUNDRED = 100;

    private final Series<Counter> requests;
    private final Gauge open;
    private final Counter refused;

    GatewayMetrics(Metrics metrics) {
        requests = metrics.counter(Metric.of("jackfield_http_requests_total", "HTTP requests, by route and class of status", "route",
                "status"));
        open = metrics.gauge(Metric.of("jackfield_http_connections", "HTTP connections open")).with();
        refused = metrics.counter(Metric.of("jackfield_http_connections_refused_total",
                "HTTP connections closed at once because of max-connections")).with();
    }

    /** @param route as it was contributed, or {@code none}; never what a client sent */
    void answered(String route, int status) {
        requests.with(route, status == 0 ? "none" : status / HUNDRED + "xx").increment();
    }

    void opened() {
        open.add(1);
    }

    void closed() {
        open.add(-1);
    }

    void refused() {
        refused.increment();
    }
}
