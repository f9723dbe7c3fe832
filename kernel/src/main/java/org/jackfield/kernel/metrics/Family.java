package org.jackfield.kernel.metrics;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.jackfield.spi.metrics.Buckets;
import org.jackfield.spi.metrics.Metric;
import org.jackfield.spi.metrics.MetricFamily.Kind;
import org.jackfield.spi.metrics.MetricFamily.Sample;
import org.jackfield.spi.metrics.Metrics;
import org.jackfield.spi.metrics.Metrics.Series;

/** The members of a metric that is counted as things happen; bounded. Thread-safe. */
final class Family<M extends Family.Member> implements Series<M>, Source {
    private final Metric metric;
    private final Kind kind;
    private final Optional<Buckets> buckets;
    private final Supplier<M> maker;
    private final Map<List<String>, M> members = new ConcurrentHashMap<>();

    private Family(Metric metric, Kind kind, Optional<Buckets> buckets, Supplier<M> maker) {
        this.metric = metric;
        this.kind = kind;
        this.buckets = buckets;
        this.maker = maker;
    }

    static Family<Adder> adders(Metric metric, Kind kind) {
        return new Family<>(metric, kind, Optional.empty(), Adder::new);
    }

    static Family<BucketHistogram> histograms(Metric metric, Buckets buckets) {
        return new Family<>(metric, Kind.HISTOGRAM, Optional.of(buckets), () -> new BucketHistogram(buckets));
    }

    /** What counts under one combination of label values. */
    interface Member {
        Sample read(List<String> labels);
    }

    @Override
    public M with(String... values) {
        List<String> labels = List.of(values);
        if (labels.size() != metric.labels().size()) {
            throw new IllegalArgumentException(metric.name() + " has the labels " + metric.labels() + ", not " + labels);
        }
        M known = members.get(labels);
        return known == null ? make(labels) : known;
    }

    private synchronized M make(List<String> labels) {
        boolean full = members.size() >= Metrics.MAX_SERIES && !members.containsKey(labels);
        List<String> shown = full ? Collections.nCopies(labels.size(), Metrics.OTHER) : labels;
        return members.computeIfAbsent(shown, _ -> maker.get());
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
    public Optional<Buckets> buckets() {
        return buckets;
    }

    @Override
    public List<Sample> samples() {
        return members.entrySet().stream().map(member -> member.getValue().read(member.getKey())).toList();
    }
}
