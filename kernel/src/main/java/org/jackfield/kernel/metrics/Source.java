package org.jackfield.kernel.metrics;

import java.util.List;
import java.util.Optional;

import org.jackfield.spi.metrics.Buckets;
import org.jackfield.spi.metrics.Metric;
import org.jackfield.spi.metrics.MetricFamily.Kind;
import org.jackfield.spi.metrics.MetricFamily.Sample;

/** One owner's part of a metric. */
interface Source {
    Metric metric();

    Kind kind();

    List<Sample> samples();

    /** Gives the bounds of a histogram. */
    default Optional<Buckets> buckets() {
        return Optional.empty();
    }

    /** Tells whether both can stand under one name: the help may differ, the first one shows. */
    default boolean isLike(Source other) {
        return kind() == other.kind() && metric().labels().equals(other.metric().labels()) && buckets().equals(other.buckets());
    }
}
