package org.jackfield.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures two builds of Jackfield in turns, each with itself, TCP, Noise and yamux, both ends on this machine, and prints the table: what a
 * change costs or gains. Started by versions.sh.
 */
public final class Versions {
    private static final long BYTES = 256L << 20;
    private static final long WARM_NANOS = 12_000_000_000L;
    private static final int DIALS = 2000;
    private static final String SEPARATOR = "--";

    private final Map<String, Pair> builds = new LinkedHashMap<>();
    private final Samples samples = new Samples();

    private Versions() {}

    /** @param arguments rounds, the command that starts a peer of this build, {@code --}, that of the other build */
    public static void main(String[] arguments) throws IOException {
        List<String> commands = new ArrayList<>(List.of(arguments).subList(1, arguments.length));
        int separator = commands.indexOf(SEPARATOR);
        new Versions().run(Integer.parseInt(arguments[0]), commands.subList(0, separator),
                commands.subList(separator + 1, commands.size()));
    }

    private void run(int rounds, List<String> here, List<String> there) throws IOException {
        try (Pair one = Pair.start(here); Pair other = Pair.start(there)) {
            builds.put("this", one);
            builds.put("other", other);
            one.warm();
            other.warm();
            for (int round = 0; round < rounds; round++) {
                measure(round, "one stream up, MB/s", pair -> pair.throughput(BYTES, 0));
                measure(round, "one stream down, MB/s", pair -> pair.throughput(0, BYTES));
                measure(round, "CPU of both ends, µs per KiB", Pair::cpuPerKibibyte);
                measure(round, "dials per second, 8 in parallel", Pair::dials);
            }
        }
        System.out.print(samples.table(List.of("this", "other", "this ÷ other")));
    }

    /** Who is measured first has it a little harder, so they take turns in that too. */
    private void measure(int round, String row, Measurement measurement) throws IOException {
        Map<String, Double> values = new LinkedHashMap<>();
        List<Map.Entry<String, Pair>> order = new ArrayList<>(builds.entrySet());
        for (Map.Entry<String, Pair> build : round % 2 == 0 ? order : order.reversed()) {
            values.put(build.getKey(), measurement.of(build.getValue()));
        }
        values.forEach((build, value) -> samples.add(row, build, value));
        samples.add(row, "this ÷ other", values.getOrDefault("this", Double.NaN) / values.getOrDefault("other", Double.NaN));
    }

    /** One number of one build. */
    @FunctionalInterface
    private interface Measurement {
        double of(Pair pair) throws IOException;
    }

    /** Two nodes of one build. */
    private record Pair(Peer dialer, Peer listener) implements AutoCloseable {
        static Pair start(List<String> command) throws IOException {
            return new Pair(Peer.start(command, "yamux", false), Peer.start(command, "yamux", true));
        }

        void warm() throws IOException {
            long start = System.nanoTime();
            while (System.nanoTime() - start < WARM_NANOS) {
                throughput(BYTES / 2, BYTES / 2);
                dials();
            }
        }

        double throughput(long up, long down) throws IOException {
            return (up + down) / 1e3
                    / dialer.number("millis", "perf", "addr", listener.address(), "uploadBytes", up, "downloadBytes", down);
        }

        double cpuPerKibibyte() throws IOException {
            double before = cpuMicros();
            throughput(BYTES, BYTES);
            return (cpuMicros() - before) / (2.0 * BYTES / 1024);
        }

        private double cpuMicros() throws IOException {
            return dialer.number("cpuMicros", "stats") + listener.number("cpuMicros", "stats");
        }

        double dials() throws IOException {
            return dialer.number("perSecond", "dialbench", "addr", listener.address(), "count", DIALS, "parallel", 8);
        }

        @Override
        public void close() {
            dialer.close();
            listener.close();
        }
    }
}
