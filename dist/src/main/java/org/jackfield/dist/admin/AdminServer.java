package org.jackfield.dist.admin;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.Semaphore;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.jackfield.dist.json.Json;
import org.jackfield.dist.json.JsonReader;
import org.jackfield.kernel.task.Tasks;
import org.jackfield.spi.DialFailed;
import org.jackfield.spi.multiformats.MalformedException;

/**
 * Takes requests over a Unix-domain socket that only its owner can connect to: one line of JSON each way, one request per connection. Bounded
 * in clients, in bytes and in time.
 */
public final class AdminServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);
    private static final int MAX_CLIENTS = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path socket;
    private final ServerSocketChannel server;
    private final AdminHandler handler;
    private final Tasks tasks = new Tasks("admin", AdminServer.class.getClassLoader());
    private final Semaphore clients = new Semaphore(MAX_CLIENTS);

    private AdminServer(Path socket, ServerSocketChannel server, AdminHandler handler) {
        this.socket = socket;
        this.server = server;
        this.handler = handler;
    }

    /**
     * Starts to serve.
     *
     * @param socket replaced if it is there: the caller holds the lock of its directory
     * @throws IOException if the path is too long for a socket, or the directory is read-only
     */
    public static AdminServer start(Path socket, AdminHandler handler) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            bindPrivately(channel, socket);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        AdminServer server = new AdminServer(socket, channel, handler);
        server.tasks.fork("accept", server::accept);
        return server;
    }

    /** Binds in a directory that is ours alone, so that nobody can connect before the mode is set. */
    private static void bindPrivately(ServerSocketChannel channel, Path socket) throws IOException {
        Path directory = Files.createTempDirectory(socket.toAbsolutePath().getParent(), "s");
        Path draft = directory.resolve("s");
        try {
            channel.bind(UnixDomainSocketAddress.of(draft));
            Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-------"));
            Files.move(draft, socket, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
            Files.delete(directory);
        }
    }

    /** Stops; requests under way are cut. */
    @Override
    public void close() throws IOException {
        server.close();
        tasks.close();
        Files.deleteIfExists(socket);
    }

    /** A client gives the permit back. */
    private void accept() throws IOException, InterruptedException {
        while (true) {
            clients.acquire();
            SocketChannel client;
            try {
                client = server.accept();
            } catch (ClosedChannelException _) {
                return;
            }
            Thread thread = tasks.fork("client", () -> serve(client));
            tasks.fork("client deadline", () -> cutLate(thread));
        }
    }

    private static void cutLate(Thread client) throws InterruptedException {
        if (!client.join(PATIENCE)) {
            client.interrupt();
        }
    }

    private void serve(SocketChannel client) {
        try (client) {
            Line.write(client, respond(client));
        } catch (IOException e) {
            LOG.debug("an admin client went away", e);
        } finally {
            clients.release();
        }
    }

    private Json respond(SocketChannel client) throws IOException {
        try {
            return Json.object().put("result", handler.answer(JsonReader.object(Line.read(client, Line.MAX_REQUEST)))).build();
        } catch (MalformedException e) {
            return failure(e);
        } catch (IOException | RuntimeException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            LOG.debug("an admin request failed", e);
            return failure(e);
        }
    }

    private static Json failure(Exception e) {
        Json.Builder answer = Json.object().put("error", e.getMessage() == null ? e.toString() : e.getMessage());
        return e instanceof DialFailed dial ? answer.put("attempts", DialRows.json(dial)).build() : answer.build();
    }
}
