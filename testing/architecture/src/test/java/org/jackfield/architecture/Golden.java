package org.jackfield.architecture;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A text that is checked in, so that each change of it is a reviewed diff; {@link #WRITE_ANEW} writes it anew. */
final class Golden {
    static final String WRITE_ANEW = "mvn verify -pl testing/architecture -am -Dtest='ModuleSurfaceTest,SpiSummaryTest' "
            + "-Dsurefire.failIfNoSpecifiedTests=false -Dgolden.update";
    private static final String UPDATE = "golden.update";
    private static final Path RESOURCES = Reactor.here().root().resolve("testing/architecture/src/test/resources");

    private Golden() {}

    static void check(String name, List<String> built) throws IOException {
        Path file = RESOURCES.resolve(name);
        if (System.getProperty(UPDATE) != null) {
            Files.createDirectories(file.getParent());
            Files.write(file, built);
            return;
        }
        List<String> golden = Files.exists(file) ? Files.readAllLines(file) : List.of();
        if (!golden.equals(built)) {
            fail(difference(name, golden, built));
        }
    }

    /** The names of the goldens in one folder. */
    static List<String> names(String folder) throws IOException {
        try (var files = Files.list(RESOURCES.resolve(folder))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    static String difference(String name, List<String> golden, List<String> built) {
        var text = new StringBuilder(name).append(" differs from what was built (- checked in, + built):\n");
        golden.stream().filter(line -> !built.contains(line)).forEach(line -> text.append("  - ").append(line).append('\n'));
        built.stream().filter(line -> !golden.contains(line)).forEach(line -> text.append("  + ").append(line).append('\n'));
        return text.append("If that is meant, write it anew and commit it with the reason: ").append(WRITE_ANEW).toString();
    }
}
