package org.jackfield.kernel.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.jackfield.spi.metrics.Metric;
import org.jackfield.spi.metrics.MetricFamily.Kind;
import org.jackfield.spi.metrics.MetricFamily.Sample;
import org.jackfield.spi.metrics.MetricFamily.Value;
import org.jackfield.spi.metrics.Metrics;
import org.jackfield.spi.metrics.Metrics.Rows;

/** A metric whose values are looked up when somebody asks. A collector that fails is complained of once. */
final class Lookup implements Source {
    private static final Logger LOG = LoggerFactory.getLogger(Lookup.class);

    private final Metric metric;
    private final Kind kind;
    private final Consumer<Rows> collector;
    private final AtomicBoolean complained = new AtomicBoolean();

    Lookup(Metric metric, Kind kind, Consumer<Rows> collector) {
        if (kind == Kind.HISTOGRAM) {
            throw new IllegalArgumentException(metric.name() + ": a histogram cannot be looked up");
        }
        this.metric = metric;
        this.kind = kind;
        this.collector = collector;
    }

    @Override
    public Metric metric() {
        return metric;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public List<Sample> samples() {
        List<Sample> samples = new ArrayList<>();
        try {
            collector.accept((value, labels) -> add(samples, new Value(List.of(labels), value)));
            return samples;
        } catch (RuntimeException e) {
            complain("cannot be looked up", e);
            return List.of();
        }
    }

    private void add(List<Sample> samples, Value row) {
        if (row.labels().size() != metric.labels().size()) {
            throw new IllegalArgumentException(metric.name() + " has the labels " + metric.labels() + ", not " + row.labels());
        }
        if (samples.size() < Metrics.MAX_SERIES) {
            samples.add(row);
        } else {
            complain("has more than " + Metrics.MAX_SERIES + " rows; the others are left out", null);
        }
    }

    private void complain(String what, @org.jspecify.annotations.Nullable RuntimeException cause) {
        if (complained.compareAndSet(false, true)) {
            LOG.warn("metric {} {}", metric.name(), what, cause);
        }
    }
}
