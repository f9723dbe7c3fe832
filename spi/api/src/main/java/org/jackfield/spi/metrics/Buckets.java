package org.jackfield.spi.metrics;

import java.util.Arrays;
import java.util.List;

/**
 * The upper bounds of a histogram's buckets; a last one without bound goes without saying.
 *
 * @param bounds ascending, at most {@value #MAX}, in the unit of the metric's name
 */
public record Buckets(List<Double> bounds) {
    /** Most bounds of a histogram. */
    public static final int MAX = 32;
    /** For round trips, handshakes and dials: 1 ms to 30 s. */
    public static final Buckets ROUND_TRIPS = of(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30);
    /** For what should take no time: 0.1 ms to 10 s. */
    public static final Buckets DELAYS = of(0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 10);

    public Buckets {
        bounds = List.copyOf(bounds);
        if (bounds.isEmpty() || bounds.size() > MAX) {
            throw new IllegalArgumentException("a histogram has 1 to " + MAX + " bounds: " + bounds.size());
        }
        for (int i = 0; i < bounds.size(); i++) {
            double bound = bounds.get(i);
            if (!Double.isFinite(bound) || i > 0 && bound <= bounds.get(i - 1)) {
                throw new IllegalArgumentException("bounds are finite and ascend: " + bounds);
            }
        }
    }

    /** Gives these bounds. */
    public static Buckets of(double... bounds) {
        return new Buckets(Arrays.stream(bounds).boxed().toList());
    }
}
