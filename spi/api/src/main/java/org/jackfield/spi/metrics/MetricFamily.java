package org.jackfield.spi.metrics;

import java.util.List;

/**
 * A metric as it stood when somebody asked.
 *
 * @param samples one per combination of label values
 */
public record MetricFamily(Metric metric, Kind kind, List<Sample> samples) {
    public MetricFamily {
        samples = List.copyOf(samples);
    }

    /** What a metric measures. */
    public enum Kind {
        /** Only grows. */
        COUNTER,
        /** Goes up and down. */
        GAUGE,
        /** A distribution. */
        HISTOGRAM
    }

    /** What stands under one combination of label values. */
    public sealed interface Sample {
        /** Gives the label values, in the order of the metric's labels. */
        List<String> labels();
    }

    /** A counter or gauge. */
    public record Value(List<String> labels, double value) implements Sample {
        public Value {
            labels = List.copyOf(labels);
        }
    }

    /**
     * A histogram.
     *
     * @param counts values up to each bound, those of the bounds below included; a last one, one longer than the bounds, counts all
     * @param sum    of all values
     */
    public record Distribution(List<String> labels, Buckets buckets, List<Long> counts, double sum) implements Sample {
        public Distribution {
            labels = List.copyOf(labels);
            counts = List.copyOf(counts);
            if (counts.size() != buckets.bounds().size() + 1) {
                throw new IllegalArgumentException(counts.size() + " counts for " + buckets.bounds().size() + " bounds");
            }
        }

        /** Counts all values. */
        public long count() {
            return counts.getLast();
        }
    }
}
