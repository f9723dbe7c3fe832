package org.jackfield.spi.tck;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

import org.jackfield.spi.metrics.Buckets;
import org.jackfield.spi.metrics.Metric;
import org.jackfield.spi.metrics.MetricFamily;
import org.jackfield.spi.metrics.MetricFamily.Distribution;
import org.jackfield.spi.metrics.MetricFamily.Kind;
import org.jackfield.spi.metrics.MetricFamily.Sample;
import org.jackfield.spi.metrics.MetricFamily.Value;
import org.jackfield.spi.metrics.Metrics;

/** Keeps what a plugin counts, for tests to look at; strict about names and labels, and slow. */
public final class FakeMetrics implements Metrics {
    private static final Buckets NONE = Buckets.of(0);

    private final Map<String, Kept> families = new ConcurrentSkipListMap<>();

    @Override
    public Series<Counter> counter(Metric metric) {
        if (!metric.name().endsWith("_total")) {
            throw new IllegalArgumentException("the name of a counter ends in _total: " + metric.name());
        }
        Kept kept = kept(new Kept(metric, Kind.COUNTER, NONE, _ -> {}));
        return labels -> amount -> {
            if (amount < 0) {
                throw new IllegalArgumentException(metric.name() + " only grows: " + amount);
            }
            kept.add(List.of(labels), (double) amount);
        };
    }

    @Override
    public Series<Gauge> gauge(Metric metric) {
        Kept kept = kept(new Kept(metric, Kind.GAUGE, NONE, _ -> {}));
        return labels -> amount -> kept.add(List.of(labels), (double) amount);
    }

    @Override
    public Series<Histogram> histogram(Metric metric, Buckets buckets) {
        Kept kept = kept(new Kept(metric, Kind.HISTOGRAM, buckets, _ -> {}));
        return labels -> value -> kept.add(List.of(labels), value);
    }

    @Override
    public void collect(Metric metric, Kind kind, Consumer<Rows> collector) {
        kept(new Kept(metric, kind, NONE, collector));
    }

    @Override
    public List<MetricFamily> snapshot() {
        return families.values().stream().map(Kept::read).toList();
    }

    /** Gives the value of a counter or gauge, or how many values a histogram has; 0 if nothing was counted. */
    public double value(String name, String... labels) {
        return snapshot().stream().filter(family -> family.metric().name().equals(name)).flatMap(family -> family.samples().stream())
                .filter(sample -> sample.labels().equals(List.of(labels)))
                .mapToDouble(sample -> sample instanceof Value value ? value.value() : ((Distribution) sample).count()).sum();
    }

    private Kept kept(Kept fresh) {
        Kept known = families.putIfAbsent(fresh.metric.name(), fresh);
        if (known != null && !(known.kind == fresh.kind && known.metric.labels().equals(fresh.metric.labels())
                && known.buckets.equals(fresh.buckets))) {
            throw new IllegalArgumentException("two metrics of one name: " + known.metric + ", " + fresh.metric);
        }
        return known == null ? fresh : known;
    }

    /** One metric; what is looked up and what was added. */
    private static final class Kept {
        private final Metric metric;
        private final Kind kind;
        private final Buckets buckets;
        private final Consumer<Rows> collector;
        private final Map<List<String>, List<Double>> values = new TreeMap<>(Comparator.comparing(List::toString));

        Kept(Metric metric, Kind kind, Buckets buckets, Consumer<Rows> collector) {
            this.metric = metric;
            this.kind = kind;
            this.buckets = buckets;
            this.collector = collector;
        }

        synchronized void add(List<String> labels, double value) {
            values.computeIfAbsent(checked(labels), _ -> new ArrayList<>()).add(value);
        }

        synchronized MetricFamily read() {
            List<Sample> samples = new ArrayList<>();
            collector.accept((value, labels) -> samples.add(new Value(checked(List.of(labels)), value)));
            values.forEach((labels, added) -> samples.add(kind == Kind.HISTOGRAM
                    ? distribution(labels, added)
                    : new Value(labels, sum(added))));
            return new MetricFamily(metric, kind, samples);
        }

        private List<String> checked(List<String> labels) {
            if (labels.size() != metric.labels().size()) {
                throw new IllegalArgumentException(metric.name() + " has the labels " + metric.labels() + ", not " + labels);
            }
            return labels;
        }

        private Distribution distribution(List<String> labels, List<Double> added) {
            List<Long> counts = new ArrayList<>();
            buckets.bounds().forEach(bound -> counts.add(added.stream().filter(value -> value <= bound).count()));
            counts.add((long) added.size());
            return new Distribution(labels, buckets, counts, sum(added));
        }

        private static double sum(List<Double> values) {
            return values.stream().mapToDouble(Double::doubleValue).sum();
        }
    }
}
