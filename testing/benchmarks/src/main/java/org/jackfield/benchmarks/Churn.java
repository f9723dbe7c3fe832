package org.jackfield.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Opens and closes connections to one node, very many, and prints which of the node's objects are left: the difference between two class
 * histograms. Started by endurance.sh.
 */
public final class Churn {
    private static final int WARMING = 5_000;
    private static final int AT_A_TIME = 5_000;
    private static final int PARALLEL = 8;
    /** A connection that this side ends is there until the peer has ended it too. */
    private static final long LINGER_NANOS = 2_000_000_000L;

    private Churn() {}

    /** @param arguments how many connections, then the command that starts a Jackfield peer */
    public static void main(String[] arguments) throws IOException {
        int count = Integer.parseInt(arguments[0]);
        List<String> command = List.of(arguments).subList(1, arguments.length);
        try (Peer listener = Peer.start(command, "yamux", true); Peer dialer = Peer.start(command, "yamux", false)) {
            dial(dialer, listener, WARMING);
            Map<String, Long> before = objects(listener);
            double heap = listener.number("heapBytes", "stats", "collect", true);
            for (int done = 0; done < count; done += AT_A_TIME) {
                dial(dialer, listener, AT_A_TIME);
            }
            LockSupport.parkNanos(LINGER_NANOS);
            Map<String, Long> after = objects(listener);
            System.out.printf("%d connections, each with a stream: heap %.1f MiB before, %.1f after%n", count, heap / 1048576,
                    listener.number("heapBytes", "stats", "collect", true) / 1048576);
            System.out.println("| object of the node that listened | before | after |\n|---|---|---|");
            after.forEach(
                    (name, number) -> System.out.println("| " + name + " | " + before.getOrDefault(name, 0L) + " | " + number + " |"));
        }
    }

    private static void dial(Peer dialer, Peer listener, int count) throws IOException {
        dialer.ask("dialbench", "addr", listener.address(), "count", count, "parallel", PARALLEL);
    }

    private static Map<String, Long> objects(Peer peer) throws IOException {
        Map<String, Long> objects = new TreeMap<>();
        if (peer.ask("objects").get("objects") instanceof Map<?, ?> counts) {
            counts.forEach((name, count) -> objects.put(String.valueOf(name), ((Number) count).longValue()));
        }
        return objects;
    }
}
