package org.jackfield.benchmarks;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import org.jackfield.spi.peer.Multiaddr;

/**
 * Holds sockets open to a node without a word, dials it meanwhile as an honest peer, and prints how long that takes, when the last socket is
 * closed and what became of the descriptors. Started by endurance.sh.
 */
public final class SilentSockets {
    private static final int DIALS = 50;
    private static final long POLL_NANOS = 50_000_000L;

    private SilentSockets() {}

    /** @param arguments how many sockets, then the command that starts a Jackfield peer */
    public static void main(String[] arguments) throws IOException {
        int count = Integer.parseInt(arguments[0]);
        List<String> command = List.of(arguments).subList(1, arguments.length);
        List<SocketChannel> sockets = new ArrayList<>();
        try (Peer victim = Peer.start(command, "yamux", true); Peer honest = Peer.start(command, "yamux", false)) {
            dials(honest, victim, 10 * DIALS);
            double calm = dials(honest, victim, DIALS);
            long before = descriptors(victim);
            long start = System.nanoTime();
            for (int number = 0; number < count; number++) {
                SocketChannel socket = SocketChannel.open(target(victim));
                socket.configureBlocking(false);
                sockets.add(socket);
            }
            System.out.printf("%d silent sockets after %.1f s, %d of them still open, %d descriptors%n", count, seconds(start),
                    open(sockets),
                    descriptors(victim));
            long besieged = System.nanoTime();
            double p50 = dials(honest, victim, DIALS);
            System.out.printf(
                    "%d honest dials: %.2f ms p50 before, %.2f ms p50 meanwhile, %.1f ms on average; %d silent sockets open then%n",
                    DIALS, calm, p50, seconds(besieged) * 1000 / DIALS, open(sockets));
            while (open(sockets) > 0) {
                LockSupport.parkNanos(POLL_NANOS);
            }
            System.out.printf("the last silent socket was closed %.1f s after the first was opened%n", seconds(start));
            System.out.printf("%d descriptors before, %d after%n", before, descriptors(victim));
        } finally {
            for (SocketChannel socket : sockets) {
                socket.close();
            }
        }
    }

    private static double dials(Peer honest, Peer victim, int count) throws IOException {
        return honest.number("p50Micros", "dialbench", "addr", victim.address(), "count", count, "parallel", 1) / 1000;
    }

    private static InetSocketAddress target(Peer victim) {
        return Multiaddr.parse(victim.address()).socketAddress().orElseThrow();
    }

    private static long open(List<SocketChannel> sockets) throws IOException {
        long open = 0;
        for (SocketChannel socket : sockets) {
            open += isOpen(socket) ? 1 : 0;
        }
        return open;
    }

    /** Reads what the node sent; the end of it, or a reset, tells that the node closed. */
    private static boolean isOpen(SocketChannel socket) throws IOException {
        if (!socket.isOpen()) {
            return false;
        }
        try {
            ByteBuffer some = ByteBuffer.allocate(256);
            if (socket.read(some) >= 0) {
                return true;
            }
        } catch (IOException _) {
            // a reset
        }
        socket.close();
        return false;
    }

    private static long descriptors(Peer peer) throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + peer.pid() + "/fd"))) {
            return descriptors.count();
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
