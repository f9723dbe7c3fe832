package org.jackfield.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A process that is measured, driven by one command at a time. */
final class Peer implements AutoCloseable {
    private static final String TCP = "/ip4/127.0.0.1/tcp/0";

    private final Process process;
    private final Writer in;
    private final BufferedReader out;
    private final Load json = new Load(LoadSettings.builder().build());
    private final Map<?, ?> ready;
    private int lastId;

    private Peer(Process process) throws IOException {
        this.process = process;
        this.in = process.outputWriter(StandardCharsets.UTF_8);
        this.out = process.inputReader(StandardCharsets.UTF_8);
        this.ready = next();
    }

    static Peer start(List<String> command, String muxer, boolean listen) throws IOException {
        return start(command, muxer, listen ? TCP : null);
    }

    /** Starts a process that listens there, or nowhere. */
    static Peer start(List<String> command, String muxer, @Nullable String listen) throws IOException {
        List<String> line = new ArrayList<>(command);
        line.addAll(List.of("--key", "ed25519", "--muxer", muxer));
        if (listen != null) {
            line.addAll(List.of("--listen", listen));
        }
        return new Peer(new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    /** Where it listens, with its peer id. */
    String address() {
        return ((List<?>) java.util.Objects.requireNonNull(ready.get("addresses"))).getFirst().toString();
    }

    long pid() {
        return process.pid();
    }

    String implementation() {
        return String.valueOf(ready.get("implementation"));
    }

    /** Gives a command and waits for its answer. */
    Map<?, ?> ask(String command, Object... fields) throws IOException {
        StringBuilder line = new StringBuilder("{\"id\":").append(++lastId).append(",\"command\":\"").append(command).append('"');
        for (int at = 0; at < fields.length; at += 2) {
            Object value = fields[at + 1];
            boolean bare = value instanceof Number || value instanceof Boolean;
            line.append(",\"").append(fields[at]).append("\":").append(bare ? value : "\"" + value + "\"");
        }
        in.write(line.append("}\n").toString());
        in.flush();
        Map<?, ?> answer = next();
        if (!Boolean.TRUE.equals(answer.get("ok"))) {
            throw new IOException(implementation() + ": " + command + ": " + answer.get("error"));
        }
        return answer;
    }

    /** Gives one number of a command's answer. */
    double number(String field, String command, Object... fields) throws IOException {
        return number(ask(command, fields), field);
    }

    static double number(Map<?, ?> answer, String field) {
        if (answer.get(field) instanceof Number number) {
            return number.doubleValue();
        }
        throw new IllegalStateException("no " + field + " in " + answer);
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

    private Map<?, ?> next() throws IOException {
        @Nullable String line = out.readLine();
        if (line == null) {
            throw new IOException("the peer process ended");
        }
        return (Map<?, ?>) json.loadFromString(line);
    }
}
