package org.jackfield.dist.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.jackfield.spi.peer.Multiaddr;

/** A node that runs as its own process. */
final class NodeProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader lines;
    private final Path err;
    private final List<String> printed = new ArrayList<>();

    private NodeProcess(Process process, Path err) {
        this.process = process;
        this.lines = process.inputReader();
        this.err = err;
    }

    /** Starts one and waits until it says that it is ready. */
    static NodeProcess start(Path launcher, Path working, String... arguments) throws IOException {
        Path err = Files.createTempFile("jackfield", ".err");
        NodeProcess node = new NodeProcess(Run.builder(launcher, working, arguments).redirectError(err.toFile()).start(), err);
        String line;
        while ((line = node.lines.readLine()) != null) {
            node.printed.add(line);
            if (line.equals("ready")) {
                return node;
            }
        }
        throw new IllegalStateException("not ready: " + node.printed + node.log());
    }

    /** What it printed up to {@code ready}. */
    List<String> printed() {
        return printed;
    }

    Multiaddr address() {
        return Multiaddr.parse(printed.get(1).substring("listening ".length()));
    }

    String peer() {
        return printed.get(0).substring("peer ".length());
    }

    String log() throws IOException {
        return Files.readString(err);
    }

    /** Sends SIGTERM and gives the exit code. */
    int terminate() throws IOException, InterruptedException {
        process.destroy();
        assertThat(process.waitFor(Run.PATIENCE_SECONDS, TimeUnit.SECONDS)).as("it ends; " + log()).isTrue();
        return process.exitValue();
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        lines.close();
        Files.deleteIfExists(err);
    }
}
