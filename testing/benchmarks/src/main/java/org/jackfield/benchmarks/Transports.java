package org.jackfield.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures one stream of Jackfield over each of its transports, Noise and yamux inside, both ends on this machine, and prints the table.
 * Started by transports.sh.
 */
public final class Transports {
    private static final long BYTES = 256L << 20;
    private static final long WARM_NANOS = 10_000_000_000L;
    private static final Map<String, String> LISTEN = Map.of("tcp", "/ip4/127.0.0.1/tcp/0", "ws", "/ip4/127.0.0.1/tcp/0/ws", "wss",
            "/ip4/127.0.0.1/tcp/0/tls/ws");
    private static final List<String> TRANSPORTS = List.of("tcp", "ws", "wss");

    private final Map<String, Peer> listeners = new LinkedHashMap<>();
    private final Samples samples = new Samples();

    private Transports() {}

    /** @param arguments rounds, then the command that starts a Jackfield peer */
    public static void main(String[] arguments) throws IOException {
        new Transports().run(Integer.parseInt(arguments[0]), List.of(arguments).subList(1, arguments.length));
    }

    private void run(int rounds, List<String> command) throws IOException {
        List<Peer> started = new ArrayList<>();
        try (Peer dialer = Peer.start(command, "yamux", false)) {
            for (String transport : TRANSPORTS) {
                Peer listener = Peer.start(command, "yamux", LISTEN.get(transport));
                started.add(listener);
                listeners.put(transport, listener);
                warm(dialer, listener.address());
            }
            for (int round = 0; round < rounds; round++) {
                round(dialer);
            }
        } finally {
            started.forEach(Peer::close);
        }
        System.out.print(samples.table(TRANSPORTS));
    }

    /** All transports one after the other, since the machine's own speed changes meanwhile. */
    private void round(Peer dialer) throws IOException {
        Map<String, Double> up = new LinkedHashMap<>();
        Map<String, Double> down = new LinkedHashMap<>();
        for (Map.Entry<String, Peer> each : listeners.entrySet()) {
            String address = each.getValue().address();
            up.put(each.getKey(), BYTES / 1e3 / dialer.number("millis", "perf", "addr", address, "uploadBytes", BYTES, "downloadBytes", 0));
            down.put(each.getKey(),
                    BYTES / 1e3 / dialer.number("millis", "perf", "addr", address, "uploadBytes", 0, "downloadBytes", BYTES));
        }
        add("one stream up, MB/s", up);
        add("one stream down, MB/s", down);
        add("one stream up ÷ tcp", ratios(up));
        add("one stream down ÷ tcp", ratios(down));
    }

    private void add(String row, Map<String, Double> values) {
        values.forEach((transport, value) -> samples.add(row, transport, value));
    }

    private static Map<String, Double> ratios(Map<String, Double> values) {
        double tcp = values.getOrDefault("tcp", Double.NaN);
        Map<String, Double> ratios = new LinkedHashMap<>(values);
        ratios.replaceAll((_, value) -> value / tcp);
        return ratios;
    }

    private static void warm(Peer dialer, String address) throws IOException {
        long start = System.nanoTime();
        while (System.nanoTime() - start < WARM_NANOS) {
            dialer.ask("perf", "addr", address, "uploadBytes", BYTES / 2, "downloadBytes", BYTES / 2);
        }
    }
}
