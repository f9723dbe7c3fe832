package org.jackfield.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Measures Jackfield, go-libp2p and js-libp2p, each with itself over loopback, in turns within one run, and writes the table into
 * docs/performance.md. Started by run.sh.
 */
public final class Comparison {
    private static final String BEGIN = "<!-- measured: written by testing/benchmarks/run.sh -->";
    private static final String END = "<!-- measured: end -->";
    private static final long PERF_BYTES = 256L << 20;
    private static final long ROUND_TRIP_MILLIS = 60;
    private static final String FAR = ROUND_TRIP_MILLIS + " ms round trip";
    private static final int FAR_DIALS = 11;
    private static final Pattern PORT = Pattern.compile("/tcp/(\\d+)");
    private static final int REPEATS = 3;
    private static final int IDLE = 1000;
    private static final long WARM_NANOS = 10_000_000_000L;

    private final Map<String, List<String>> implementations = new LinkedHashMap<>();
    private final Samples samples = new Samples();
    private final String muxer;

    private Comparison(String muxer) {
        this.muxer = muxer;
    }

    /**
     * @param arguments rounds, muxer, document, directory of the other peers, then the command that starts a Jackfield peer
     */
    public static void main(String[] arguments) throws IOException, GeneralSecurityException, InterruptedException {
        int rounds = Integer.parseInt(arguments[0]);
        Comparison comparison = new Comparison(arguments[1]);
        List<String> ours = List.of(arguments).subList(4, arguments.length);
        comparison.implementations.put("Jackfield", ours);
        for (String other : List.of("go", "js")) {
            Path program = Path.of(arguments[3], other + "-peer");
            if (Files.isExecutable(program)) {
                comparison.implementations.put(other + "-libp2p", List.of(program.toString()));
            } else {
                System.err.println("left out: " + program + " is not there");
            }
        }
        for (int round = 0; round < rounds; round++) {
            comparison.round(round);
        }
        comparison.idle();
        comparison.write(Path.of(arguments[2]), rounds);
    }

    private void round(int round) throws IOException, GeneralSecurityException, InterruptedException {
        System.err.println("round " + (round + 1));
        RawCipher.megabytesPerSecond();
        samples.add("ChaCha20-Poly1305, one core seals, other core idle, MB/s", "raw", RawCipher.megabytesPerSecond());
        Double pingPong = pingPong();
        if (pingPong != null) {
            samples.add("32-byte echo, p50 µs", "raw", pingPong);
        }
        for (Map.Entry<String, List<String>> each : implementations.entrySet()) {
            try (Peer listener = Peer.start(each.getValue(), muxer, true); Peer dialer = Peer.start(each.getValue(), muxer, false)) {
                measure(each.getKey(), listener, dialer);
                farAway(each.getKey(), listener, each.getValue());
            }
        }
    }

    private void measure(String name, Peer listener, Peer dialer) throws IOException, GeneralSecurityException, InterruptedException {
        String address = listener.address();
        // All are given the same time to warm up: a just-in-time compiler is part of none of the figures below.
        warm(() -> dialer.ask("perf", "addr", address, "uploadBytes", PERF_BYTES / 2, "downloadBytes", PERF_BYTES / 2));
        bulk(name, listener, dialer);
        Map<?, ?> echo = dialer.ask("echobench", "addr", address, "rounds", 10_000, "size", 32);
        samples.add("32-byte echo, p50 µs", name, Peer.number(echo, "p50Micros"));
        samples.add("32-byte echo, p90 µs", name, Peer.number(echo, "p90Micros"));
        // a dial runs through far more code than a transfer
        warm(() -> dialer.ask("dialbench", "addr", address, "count", 400, "parallel", 8));
        warm(() -> dialer.ask("dialbench", "addr", address, "count", 400, "parallel", 8));
        samples.add("dial and first echo, p50 ms", name,
                dialer.number("p50Micros", "dialbench", "addr", address, "count", 300, "parallel", 1) / 1e3);
        samples.add("dials per second, 8 in parallel", name,
                dialer.number("perSecond", "dialbench", "addr", address, "count", 800, "parallel", 8));
    }

    /** The machine's own speed changes while this runs, so the cipher is measured right before and after. */
    private void bulk(String name, Peer listener, Peer dialer) throws IOException, GeneralSecurityException, InterruptedException {
        String address = listener.address();
        for (int repeat = 0; repeat < REPEATS; repeat++) {
            double cipher = RawCipher.megabytesPerSecondOfEach();
            double cpu = cpu(listener, dialer);
            double up = PERF_BYTES / 1e3
                    / dialer.number("millis", "perf", "addr", address, "uploadBytes", PERF_BYTES, "downloadBytes", 0);
            double down = download(dialer, address, PERF_BYTES);
            samples.add("CPU of both ends, µs per KiB", name, (cpu(listener, dialer) - cpu) / (2 * PERF_BYTES / 1024.0));
            cipher = (cipher + RawCipher.megabytesPerSecondOfEach()) / 2;
            samples.add("a core seals meanwhile, other core busy, MB/s", name, cipher);
            samples.add("one stream up, MB/s", name, up);
            samples.add("one stream down, MB/s", name, down);
            samples.add("one stream up ÷ what a core seals meanwhile", name, up / cipher);
            samples.add("one stream down ÷ what a core seals meanwhile", name, down / cipher);
        }
    }

    /** Through a relay that delays, by a dialer that knows no shorter way. */
    private void farAway(String name, Peer listener, List<String> command) throws IOException {
        Matcher port = PORT.matcher(listener.address());
        if (!port.find()) {
            throw new IllegalStateException("no port in " + listener.address());
        }
        try (LongWay way = LongWay.to(Integer.parseInt(port.group(1)), ROUND_TRIP_MILLIS);
                Peer dialer = Peer.start(command, muxer, false)) {
            String address = port.replaceFirst("/tcp/" + way.port());
            for (int repeat = 0; repeat < FAR_DIALS; repeat++) {
                // By a new node each time, since one that was told the listener's own address dials that. The relay accepts at once, so the
                // round trip of TCP's own handshake is not in the figure.
                samples.add("dial and first echo, " + FAR + ", p50 ms", name,
                        dialer.number("p50Micros", "dialbench", "addr", address, "count", 1, "parallel", 1) / 1e3);
            }
            warm(() -> dialer.ask("perf", "addr", address, "uploadBytes", 0, "downloadBytes", PERF_BYTES));
            samples.add("one stream down, " + FAR + ", 256 MiB, MB/s", name, download(dialer, address, PERF_BYTES));
            if (muxer.equals("yamux")) {
                // Long enough for the window to have grown; mplex has none, and js-libp2p gives up when that much comes at once.
                samples.add("one stream down, " + FAR + ", 2 GiB, MB/s", name, download(dialer, address, 8 * PERF_BYTES));
            }
        }
    }

    private static double download(Peer dialer, String address, long bytes) throws IOException {
        return bytes / 1e3 / dialer.number("millis", "perf", "addr", address, "uploadBytes", 0, "downloadBytes", bytes);
    }

    private static void warm(Work work) throws IOException {
        long start = System.nanoTime();
        while (System.nanoTime() - start < WARM_NANOS) {
            work.run();
        }
    }

    /**
     * What one more connection takes, once there are as many already: what the first ones need besides, code and buffers, is shared. go-libp2p
     * dials each listener, because it can hold thousands of identities in little memory.
     */
    private void idle() throws IOException {
        List<String> go = implementations.get("go-libp2p");
        if (go == null) {
            return;
        }
        for (Map.Entry<String, List<String>> each : implementations.entrySet()) {
            try (Peer listener = Peer.start(small(each.getValue()), muxer, true); Peer dialer = Peer.start(go, muxer, false)) {
                dialer.ask("idle", "addr", listener.address(), "count", IDLE);
                Map<?, ?> before = listener.ask("stats", "collect", true);
                dialer.ask("idle", "addr", listener.address(), "count", IDLE);
                Map<?, ?> after = listener.ask("stats", "collect", true);
                samples.add("idle connection, KiB of heap", each.getKey(),
                        (Peer.number(after, "heapBytes") - Peer.number(before, "heapBytes")) / 1024 / IDLE);
                samples.add("idle connection, KiB resident", each.getKey(),
                        (Peer.number(after, "rssBytes") - Peer.number(before, "rssBytes")) / 1024 / IDLE);
            }
        }
    }

    /** A JVM with memory to spare lets garbage lie, which would be taken for what connections need. */
    private static List<String> small(List<String> command) {
        List<String> small = new ArrayList<>(command);
        if (command.getFirst().endsWith("/java")) {
            small.add(1, "-Xmx64m");
        }
        return small;
    }

    private static double cpu(Peer listener, Peer dialer) throws IOException {
        return listener.number("cpuMicros", "stats") + dialer.number("cpuMicros", "stats");
    }

    /** What two plain C processes need on the same machine; null where there is no compiler. */
    private static @Nullable Double pingPong() throws IOException, InterruptedException {
        Path program = Path.of(System.getProperty("benchmarks.pingpong", "pingpong"));
        if (!Files.isExecutable(program)) {
            return null;
        }
        Process process = new ProcessBuilder(program.toString()).start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String line = out.readLine();
            process.waitFor();
            return line == null ? null : Double.valueOf(line);
        }
    }

    private void write(Path document, int rounds) throws IOException {
        List<String> columns = new ArrayList<>(implementations.keySet());
        columns.addFirst("raw");
        String head = "\n" + LocalDate.now(ZoneOffset.UTC) + ", " + processor() + ", " + Runtime.getRuntime().availableProcessors()
                + " processors, JDK "
                + Runtime.version() + "; TCP, Noise, " + muxer + ", both ends on this machine; median of " + rounds
                + " rounds (lowest–highest). Command: "
                + "`testing/benchmarks/run.sh --rounds " + rounds + " --muxer " + muxer + "`\n\n";
        String text = Files.exists(document) ? Files.readString(document) : "# Performance\n" + BEGIN + END + "\n";
        String begin = BEGIN.replace("written", muxer + ", written");
        int from = text.indexOf(begin);
        String table = begin + head + samples.table(columns) + END;
        String changed = from < 0
                ? text.stripTrailing() + "\n\n" + table + "\n"
                : text.substring(0, from) + table + text.substring(text.indexOf(END, from) + END.length());
        Files.writeString(document, changed);
        System.out.print(samples.table(columns));
    }

    private static String processor() throws IOException {
        Path info = Path.of("/proc/cpuinfo");
        return Files.exists(info)
                ? Files.readAllLines(info).stream().filter(line -> line.startsWith("model name")).findFirst()
                        .map(line -> line.substring(line.indexOf(':') + 1).strip()).orElse("unknown processor")
                : System.getProperty("os.arch");
    }

    private interface Work {
        void run() throws IOException;
    }
}
