package org.jackfield.testing.observability;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Prometheus' own engine, in the program promql/main.go. */
final class PromQl {
    private static final Path SOURCES = Path.of("promql").toAbsolutePath();
    private static final Path PROGRAM = Path.of("target/promql").toAbsolutePath();
    private static final long BUILD_SECONDS = 300;
    private static final long RUN_SECONDS = 60;

    private PromQl() {}

    /** What became of one expression. */
    record Verdict(String query, List<String> problems, int results) {}

    /** Builds the program; without Go the test is skipped, but not in CI. */
    static void build() throws IOException, InterruptedException {
        String problem = problem(List.of("go", "version"), 1);
        if (problem.isEmpty()) {
            problem = problem(List.of("go", "build", "-trimpath", "-buildvcs=false", "-o", PROGRAM.toString(), "."), BUILD_SECONDS);
            if (!problem.isEmpty()) {
                throw new AssertionError("the program in testing/interop/promql does not build: " + problem);
            }
        } else if ("true".equals(System.getenv("CI"))) {
            throw new AssertionError("go is needed in CI: " + problem);
        } else {
            abort("the queries are checked by Prometheus' engine, which needs go: " + problem);
        }
    }

    /** Evaluates expressions over what was scraped, the texts taken to be 15 s apart. */
    static List<Verdict> evaluate(List<String> scrapes, List<String> queries) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(PROGRAM.toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (var in = process.outputWriter(StandardCharsets.UTF_8)) {
            in.write("{\"scrapes\":" + json(scrapes) + ",\"queries\":" + json(queries) + "}");
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(RUN_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new AssertionError("promql fails: " + out);
        }
        List<Verdict> verdicts = new ArrayList<>();
        for (Object each : (List<?>) load(out)) {
            Map<?, ?> fields = (Map<?, ?>) each;
            verdicts.add(
                    new Verdict((String) fields.get("query"), ((List<?>) fields.get("problems")).stream().map(Object::toString).toList(),
                            (Integer) fields.get("results")));
        }
        return verdicts;
    }

    /** Reads YAML, of which JSON is a part. */
    static Object load(String text) {
        return new Load(LoadSettings.builder().build()).loadFromString(text);
    }

    private static String problem(List<String> command, long seconds) throws InterruptedException {
        try {
            Files.createDirectories(PROGRAM.getParent());
            Process process = new ProcessBuilder(command).directory(SOURCES.toFile()).redirectErrorStream(true).start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor(seconds, TimeUnit.SECONDS)) {
                return process.exitValue() == 0 ? "" : out;
            }
            process.destroyForcibly();
            return "takes too long";
        } catch (IOException e) {
            return new UncheckedIOException(e).getMessage();
        }
    }

    private static String json(List<String> texts) {
        return texts.stream().map(text -> '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"')
                .collect(Collectors.joining(",", "[", "]"));
    }
}
