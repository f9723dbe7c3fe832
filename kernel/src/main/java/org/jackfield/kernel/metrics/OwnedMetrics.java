package org.jackfield.kernel.metrics;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.jackfield.spi.metrics.Buckets;
import org.jackfield.spi.metrics.Metric;
import org.jackfield.spi.metrics.MetricFamily;
import org.jackfield.spi.metrics.MetricFamily.Kind;
import org.jackfield.spi.metrics.Metrics;

/** What one owner counts: a plugin or the kernel. */
public final class OwnedMetrics implements Metrics, AutoCloseable {
    private final MetricRegistry registry;
    private final String owner;
    private final Map<String, Source> sources = new ConcurrentHashMap<>();

    OwnedMetrics(MetricRegistry registry, String owner) {
        this.registry = registry;
        this.owner = owner;
    }

    @Override
    public Series<Counter> counter(Metric metric) {
        if (!metric.name().endsWith("_total")) {
            throw new IllegalArgumentException("the name of a counter ends in _total: " + metric.name());
        }
        return registry.register(this, Family.adders(metric, Kind.COUNTER))::with;
    }

    @Override
    public Series<Gauge> gauge(Metric metric) {
        return registry.register(this, Family.adders(metric, Kind.GAUGE))::with;
    }

    @Override
    public Series<Histogram> histogram(Metric metric, Buckets buckets) {
        return registry.register(this, Family.histograms(metric, buckets))::with;
    }

    @Override
    public void collect(Metric metric, Kind kind, Consumer<Rows> collector) {
        registry.register(this, new Lookup(metric, kind, collector));
    }

    @Override
    public List<MetricFamily> snapshot() {
        return registry.snapshot();
    }

    /** Takes what was made here out of the snapshot; counting goes on and shows nowhere. */
    @Override
    public void close() {
        registry.remove(this);
    }

    /** Names who counts here. */
    String owner() {
        return owner;
    }

    Map<String, Source> sources() {
        return sources;
    }
}
