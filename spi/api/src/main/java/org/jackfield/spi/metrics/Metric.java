package org.jackfield.spi.metrics;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names a family of measurements. Source: Prometheus, "Metric and label naming".
 *
 * @param name   lower case letters, digits and underscores, at most {@value #MAX_NAME}; begins with what it belongs to ({@code jackfield_}),
 *               ends in its unit, of time in {@code _seconds}, of data in {@code _bytes}; a counter's in {@code _total}
 * @param help   one sentence for the operator
 * @param labels names of the labels, at most {@value #MAX_LABELS}, in the order in which values are given; empty if there is one value alone
 */
public record Metric(String name, String help, List<String> labels) {
    /** Longest name of a metric or label. */
    public static final int MAX_NAME = 128;
    /** Most labels of a metric. */
    public static final int MAX_LABELS = 8;

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0," + (MAX_NAME - 1) + "}");
    /** A histogram prints the bounds of its buckets under this name. */
    private static final String BOUND = "le";

    public Metric {
        labels = List.copyOf(labels);
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not the name of a metric: " + name);
        }
        if (labels.size() > MAX_LABELS || Set.copyOf(labels).size() != labels.size()) {
            throw new IllegalArgumentException("labels of " + name + " are at most " + MAX_LABELS + " and differ: " + labels);
        }
        for (String label : labels) {
            if (!NAME.matcher(label).matches() || label.equals(BOUND)) {
                throw new IllegalArgumentException("not a label of " + name + ": " + label);
            }
        }
    }

    /** Names a metric with these labels. */
    public static Metric of(String name, String help, String... labels) {
        return new Metric(name, help, List.of(labels));
    }
}
