package org.jackfield.dist.admin;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

import org.jackfield.dist.json.Json;
import org.jackfield.dist.json.JsonReader;
import org.jackfield.spi.multiformats.MalformedException;

/** Asks the running node. */
public final class AdminClient {
    private AdminClient() {}

    /**
     * Sends a request and waits for its answer; the node bounds the time.
     *
     * @throws AdminRefused with the node's words if it could not do it
     * @throws IOException if no node runs there
     */
    public static Json ask(Path socket, Json.Fields request) throws IOException {
        try (SocketChannel channel = connect(socket)) {
            Line.write(channel, request);
            return result(JsonReader.object(Line.read(channel, Line.MAX_ANSWER)));
        } catch (MalformedException e) {
            throw new IOException("the node's answer makes no sense: " + e.getMessage(), e);
        }
    }

    private static SocketChannel connect(Path socket) throws IOException {
        try {
            return SocketChannel.open(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            throw new IOException(
                    "no node runs on data directory " + socket.getParent() + " (" + e.getMessage() + "); start one with: jackfield run", e);
        }
    }

    private static Json result(Json.Fields answer) throws IOException {
        if (answer.find("error").isPresent()) {
            throw new AdminRefused(answer);
        }
        return answer.find("result").orElseThrow(() -> new MalformedException("expected a field \"result\""));
    }
}
