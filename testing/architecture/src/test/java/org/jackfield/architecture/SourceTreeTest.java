package org.jackfield.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Services are declared in module-info alone: a second place would be a second truth. */
class SourceTreeTest {
    static Iterable<Path> directories() {
        return Reactor.here().directories();
    }

    static Iterable<Artifact> shipped() {
        return Reactor.here().shipped();
    }

    @ParameterizedTest
    @MethodSource("directories")
    void hasNoServiceFiles(Path directory) {
        assertThat(directory.resolve("src/main/resources/META-INF/services")).doesNotExist();
        assertThat(directory.resolve("src/main/java/META-INF")).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void noServiceFilesInJars(Artifact artifact) {
        assertThat(artifact.entries()).noneMatch(entry -> entry.startsWith("META-INF/services"));
    }

    /** A test under src/main would be shipped and never run. */
    @ParameterizedTest
    @MethodSource("directories")
    void mainHoldsOnlyItsKnownFolders(Path directory) throws IOException {
        Path main = directory.resolve("src/main");
        if (!Files.isDirectory(main)) return;
        try (var folders = Files.list(main)) {
            assertThat(folders.map(folder -> folder.getFileName().toString())).isSubsetOf("java", "resources", "protobuf", "c", "assembly",
                    "image");
        }
    }
}
