package org.jackfield.testing.interop;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What peers/build.sh makes, each once per run. */
final class PeerBuilds {
    private static final Path HOME = Path.of("").toAbsolutePath();
    private static final Map<String, String> PROBLEMS = new ConcurrentHashMap<>();

    private PeerBuilds() {}

    /**
     * Builds a peer; skips the test where that is not possible.
     *
     * @param what an argument of peers/build.sh
     */
    static void require(String what) {
        String problem = PROBLEMS.computeIfAbsent(what, PeerBuilds::build);
        if (!problem.isEmpty()) {
            // A machine without the tool may skip; the project's own CI may not.
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError("the " + what + " peer is needed in CI: " + problem);
            }
            abort("the " + what + " peer cannot be built here: " + problem);
        }
    }

    /** Gives a file the build left. */
    static Path file(String name) {
        return HOME.resolve("target/peers").resolve(name);
    }

    /** Gives where a process writes what it has to say besides. */
    static File log(String name) {
        return HOME.resolve("target/" + name + ".log").toFile();
    }

    /** Gives why it cannot be built, or nothing. */
    private static String build(String what) {
        try {
            Files.createDirectories(HOME.resolve("target"));
            Process build = new ProcessBuilder("sh", HOME.resolve("peers/build.sh").toString(), what).redirectErrorStream(true).start();
            String output = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return switch (build.waitFor()) {
                case 0 -> "";
                case 3 -> output.strip();
                default -> throw new AssertionError("peers/build.sh " + what + " failed:\n" + output);
            };
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("cannot run peers/build.sh", e);
        }
    }
}
