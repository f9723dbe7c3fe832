package org.jackfield.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A relay that delivers everything late, in both directions: two processes on one machine as far apart as two continents. */
final class LongWay implements AutoCloseable {
    private static final int CHUNK = 65_536;
    /** What may be on its way in one direction: more than any window that is measured. */
    private static final int CHUNKS = 1024;

    private final ServerSocket entrance;
    private final int exit;
    private final long delayNanos;

    private LongWay(ServerSocket entrance, int exit, long delayNanos) {
        this.entrance = entrance;
        this.exit = exit;
        this.delayNanos = delayNanos;
    }

    /**
     * Opens the way to a port of this machine.
     *
     * @param roundTripMillis what a round trip takes at least
     */
    static LongWay to(int port, long roundTripMillis) throws IOException {
        ServerSocket entrance = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        LongWay way = new LongWay(entrance, port, TimeUnit.MILLISECONDS.toNanos(roundTripMillis) / 2);
        Thread.ofPlatform().daemon().start(way::accept);
        return way;
    }

    int port() {
        return entrance.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        entrance.close();
    }

    private void accept() {
        try {
            while (!entrance.isClosed()) {
                Socket near = entrance.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), exit);
                carry(near, far);
                carry(far, near);
            }
        } catch (IOException _) {
            // closed
        }
    }

    private void carry(Socket from, Socket to) throws IOException {
        to.setTcpNoDelay(true);
        BlockingQueue<Parcel> way = new ArrayBlockingQueue<>(CHUNKS);
        Thread.ofPlatform().daemon().start(() -> load(from, way));
        Thread.ofPlatform().daemon().start(() -> unload(way, to));
    }

    private void load(Socket from, BlockingQueue<Parcel> way) {
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = from.getInputStream()) {
            int count;
            while ((count = read(in, chunk)) > 0) {
                way.put(new Parcel(System.nanoTime() + delayNanos, Arrays.copyOf(chunk, count)));
            }
            way.put(new Parcel(System.nanoTime() + delayNanos, new byte[0]));
        } catch (IOException _) {
            // the socket was closed from the other side, which needs no end
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads some bytes; a connection that broke has ended. */
    private static int read(InputStream in, byte[] chunk) {
        try {
            return in.read(chunk);
        } catch (IOException _) {
            return -1;
        }
    }

    private static void unload(BlockingQueue<Parcel> way, Socket to) {
        try (OutputStream out = to.getOutputStream()) {
            Parcel parcel = way.take();
            while (parcel.data.length > 0) {
                LockSupport.parkNanos(parcel.due - System.nanoTime());
                out.write(parcel.data);
                parcel = way.take();
            }
        } catch (IOException _) {
            // nobody takes it any more
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Some bytes, and when they arrive; no record, since those hold no arrays. */
    private static final class Parcel {
        private final long due;
        private final byte[] data;

        Parcel(long due, byte[] data) {
            this.due = due;
            this.data = data;
        }
    }
}
