package org.jackfield.kernel.connection;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** Pauses that double with each failure up to a bound, and vary by a quarter so that many nodes do not come back at once. Pure. */
record Pauses(Duration first, Duration longest, DoubleSupplier random) {
    private static final double JITTER = 0.25;
    private static final int MOST_DOUBLINGS = 30;

    /** Gives the pause after so many failures in a row, 0 or more; {@code random} gives 0 to 1. */
    Duration after(int failures) {
        long doubled = first.toMillis() << Math.min(failures, MOST_DOUBLINGS);
        boolean beyond = failures > MOST_DOUBLINGS || doubled >> Math.min(failures, MOST_DOUBLINGS) != first.toMillis();
        long capped = beyond ? longest.toMillis() : Math.min(doubled, longest.toMillis());
        return Duration.ofMillis((long) (capped * (1 + JITTER * (2 * random.getAsDouble() - 1))));
    }
}
