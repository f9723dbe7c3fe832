package org.jackfield.dist.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jackfield.dist.json.Json;
import org.jackfield.dist.json.JsonReader;

/**
 * A command that has ended.
 *
 * @param code what it ended with
 * @param out  what it printed
 * @param err  what it logged
 */
record Run(int code, String out, String err) {
    /** Enough for a busy machine. */
    static final long PATIENCE_SECONDS = 120;

    static Run of(Path launcher, Path working, String... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile("jackfield", ".out");
        Path err = Files.createTempFile("jackfield", ".err");
        try {
            Process process = builder(launcher, working, arguments).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(List.of(arguments) + " does not end; " + Files.readString(out) + Files.readString(err));
            }
            return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** No Java on the path, no settings of the machine that runs the tests. */
    static ProcessBuilder builder(Path launcher, Path working, String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of(launcher.toString()), Stream.of(arguments)).toList());
        builder.directory(working.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        return builder;
    }

    Run succeeded() {
        assertThat(code).as(this::toString).isZero();
        return this;
    }

    Run failed() {
        assertThat(code).as(this::toString).isEqualTo(1);
        return this;
    }

    Json.Fields json() {
        return JsonReader.object(out);
    }

    List<Json.Fields> items() {
        return JsonReader.object("{\"items\": " + out + "}").list("items");
    }
}
