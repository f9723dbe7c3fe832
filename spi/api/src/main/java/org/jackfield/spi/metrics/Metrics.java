package org.jackfield.spi.metrics;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/**
 * Where a plugin counts and measures. Thread-safe; what was made here disappears from {@link #snapshot} when the plugin is closed.
 *
 * <p>Label values are ours, never a peer's text: stages, outcomes, protocols this node knows. A metric has at most {@value #MAX_SERIES} of
 * them; what comes beyond counts as {@value #OTHER}. Several plugins may make a metric of one name if kind and labels are the same; equal
 * label values then add up.
 *
 * <p>All methods that make something throw {@link IllegalArgumentException} if the name stands for something else already. Making the same
 * metric twice gives the same one.
 */
public interface Metrics {
    /** Most combinations of label values that one plugin may use of one metric. */
    int MAX_SERIES = 512;
    /** Stands in for all label values beyond. */
    String OTHER = "other";

    /** Makes something that only grows; its name ends in {@code _total}. */
    Series<Counter> counter(Metric metric);

    /** Makes something that is counted up and down. */
    Series<Gauge> gauge(Metric metric);

    /** Makes a distribution. */
    Series<Histogram> histogram(Metric metric, Buckets buckets);

    /**
     * Makes a metric whose values are looked up when somebody asks, for label values that come and go.
     *
     * @param kind      {@link MetricFamily.Kind#COUNTER} or {@link MetricFamily.Kind#GAUGE}
     * @param collector gives the rows; called on any thread, must not block; when it throws, the metric is left out of that snapshot
     */
    void collect(Metric metric, MetricFamily.Kind kind, Consumer<Rows> collector);

    /** Makes a gauge of one value, looked up when somebody asks; as {@link #collect}. */
    default void gauge(Metric metric, DoubleSupplier value) {
        collect(metric, MetricFamily.Kind.GAUGE, rows -> rows.row(value.getAsDouble()));
    }

    /** Gives what the whole node has counted and measured, by name. */
    List<MetricFamily> snapshot();

    /**
     * The members of a metric by their label values.
     *
     * @param <M> counts
     */
    interface Series<M> {
        /**
         * Gives the member with these label values, in the order of the labels. A look-up: whoever counts often keeps the result.
         *
         * @throws IllegalArgumentException if there are more or fewer values than labels
         */
        M with(String... values);
    }

    /** Only grows. Counting neither blocks nor allocates. */
    @FunctionalInterface
    interface Counter {
        /** @param amount not negative */
        void add(long amount);

        /** Counts one. */
        default void increment() {
            add(1);
        }
    }

    /** Is counted up and down. Counting neither blocks nor allocates. */
    @FunctionalInterface
    interface Gauge {
        /** @param amount negative to count down */
        void add(long amount);
    }

    /** Sorts values into buckets. Neither blocks nor allocates. */
    @FunctionalInterface
    interface Histogram {
        /** @param value in the unit of the metric's name */
        void record(double value);

        /** Records a time in seconds. */
        default void record(java.time.Duration time) {
            record(time.toNanos() / 1e9);
        }
    }

    /** Takes the rows of a metric that is looked up. */
    @FunctionalInterface
    interface Rows {
        /** @param labels in the order of the metric's labels */
        void row(double value, String... labels);

        /** Gives a whole number; exact up to 2⁵³. */
        default void row(long value, String... labels) {
            row((double) value, labels);
        }
    }
}
