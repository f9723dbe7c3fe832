package org.jackfield.testing.interop;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerId;

/** Another libp2p implementation in a process of its own, driven by the commands that peers/README.md lists. */
final class PeerProcess implements AutoCloseable {

    private final Process process;
    private final Writer in;
    private final AtomicInteger lastId = new AtomicInteger();
    private final Map<Integer, CompletableFuture<Map<String, Object>>> asked = new ConcurrentHashMap<>();
    private final CompletableFuture<Map<String, Object>> ready = new CompletableFuture<>();

    private PeerProcess(Process process) {
        this.process = process;
        this.in = process.outputWriter(StandardCharsets.UTF_8);
        Thread.ofVirtual().name("peer output").start(this::listen);
    }

    /**
     * Starts a peer.
     *
     * @param implementation {@code go} or {@code js}
     * @param listen         where it listens
     */
    static PeerProcess start(String implementation, Multiaddr listen, String security, String muxer, String key) {
        List<String> command = command(implementation, "--key", key, "--security", security, "--muxer", muxer, "--listen", listen
                .toString());
        return start(command, implementation, security, muxer, key, listen.parts().getLast().toString().replace("/", ""));
    }

    /** Gives the command that starts a peer with any options, built if need be. */
    static List<String> command(String implementation, String... options) {
        PeerBuilds.require(implementation);
        return Stream.concat(Stream.of(PeerBuilds.file(implementation + "-peer").toString()), Stream.of(options)).toList();
    }

    /**
     * Starts any program that keeps to the contract of the peers.
     *
     * @param names name its log file
     */
    static PeerProcess start(List<String> command, String... names) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.redirectError(log(names));
            PeerProcess started = new PeerProcess(builder.start());
            started.await(started.ready);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    PeerId id() {
        return PeerId.parse((String) await(ready).get("peer"));
    }

    /** Where it listens, with its peer id. */
    Multiaddr address() {
        return Multiaddr.parse(((List<?>) await(ready).get("addresses")).getFirst().toString());
    }

    /** Gives a command and waits for its answer; fails the test with the peer's own words if it is not ok. */
    Map<String, Object> ask(String command, Object... fields) {
        Map<String, Object> answer = await(send(command, fields));
        if (!Boolean.TRUE.equals(answer.get("ok"))) {
            throw new AssertionError(command + ": " + answer.get("error"));
        }
        return answer;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    private CompletableFuture<Map<String, Object>> send(String command, Object... fields) {
        int id = lastId.incrementAndGet();
        StringBuilder line = new StringBuilder("{\"id\":").append(id).append(",\"command\":\"").append(command).append('"');
        for (int at = 0; at < fields.length; at += 2) {
            Object value = fields[at + 1];
            line.append(",\"").append(fields[at]).append("\":").append(value instanceof Number ? value.toString() : "\"" + value + "\"");
        }
        CompletableFuture<Map<String, Object>> answer = new CompletableFuture<>();
        asked.put(id, answer);
        try {
            synchronized (in) {
                in.write(line.append("}\n").toString());
                in.flush();
            }
        } catch (IOException e) {
            answer.completeExceptionally(e);
        }
        return answer;
    }

    private void listen() {
        Load json = new Load(LoadSettings.builder().build());
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String line;
            while ((line = out.readLine()) != null) {
                @SuppressWarnings("unchecked") // JSON is YAML, and each line is an object
                Map<String, Object> message = (Map<String, Object>) json.loadFromString(line);
                if ("ready".equals(message.get("event"))) {
                    ready.complete(message);
                } else {
                    asked.remove(((Number) message.get("id")).intValue()).complete(message);
                }
            }
        } catch (IOException | RuntimeException e) {
            ready.completeExceptionally(e);
        }
        IOException ended = new IOException("the peer process ended");
        ready.completeExceptionally(ended);
        asked.values().forEach(each -> each.completeExceptionally(ended));
    }

    private <T> T await(CompletableFuture<T> answer) {
        try {
            return answer.get(90, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("the peer failed", e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("the peer does not answer", e);
        }
    }

    private static File log(String... names) {
        return PeerBuilds.log("peer-" + String.join("-", names));
    }
}
