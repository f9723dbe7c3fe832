package org.jackfield.spi.multiformats;

import java.lang.reflect.InvocationTargetException;
import java.time.Duration;

/** What a piece of code takes, as the best of several runs: other work on the machine only ever makes it look worse. */
public final class Costs {

    private static final int RUNS = 25;

    private Costs() {
    }

    public static Duration leastTime(Runnable code) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < RUNS; i++) {
            long start = System.nanoTime();
            code.run();
            least = Math.min(least, System.nanoTime() - start);
        }
        return Duration.ofNanos(least);
    }

    /** Bytes of heap the code allocates. */
    public static long leastAllocation(Runnable code) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < RUNS; i++) {
            long start = allocated();
            code.run();
            least = Math.min(least, allocated() - start);
        }
        return least;
    }

    /** By reflection, for the module under test does not require java.management and should not for the sake of a test. */
    private static long allocated() {
        try {
            var threads = Class.forName("java.lang.management.ManagementFactory").getMethod("getThreadMXBean").invoke(null);
            return (long) Class.forName("com.sun.management.ThreadMXBean").getMethod("getCurrentThreadAllocatedBytes").invoke(threads);
        } catch (ClassNotFoundException | NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }
}
