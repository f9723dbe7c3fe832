package org.jackfield.testing.attack;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Many sockets that say the same, and then nothing more. */
final class Crowd implements AutoCloseable {
    private final List<SocketChannel> sockets = new ArrayList<>();

    /** Adds sockets; the node may close each before all of it is said. */
    Crowd join(int count, SocketAddress target, byte[] said) throws IOException {
        for (int number = 0; number < count; number++) {
            SocketChannel socket = SocketChannel.open(target);
            sockets.add(socket);
            socket.configureBlocking(false);
            write(socket, said);
        }
        return this;
    }

    /** Tells whether the node has closed every one; what it said to them is thrown away. */
    boolean isClosed() {
        return sockets.stream().allMatch(Crowd::isClosed);
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel socket : sockets) {
            socket.close();
        }
    }

    private static void write(SocketChannel socket, byte[] data) {
        try {
            socket.write(ByteBuffer.wrap(data));
        } catch (IOException _) {
            // the node was faster
        }
    }

    private static boolean isClosed(SocketChannel socket) {
        try {
            ByteBuffer heard = ByteBuffer.allocate(1024);
            int count;
            do {
                count = socket.read(heard.clear());
            } while (count > 0);
            return count < 0;
        } catch (IOException _) {
            return true;
        }
    }
}
