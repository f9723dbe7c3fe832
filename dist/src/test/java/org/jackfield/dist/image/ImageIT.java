package org.jackfield.dist.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The image as something that is copied, packed and called from anywhere. */
class ImageIT {
    @TempDir Path working;

    @Test
    void worksWhereItIsCopiedTo() throws Exception {
        Image copy = Image.built().copy(working.resolve("some where"));
        try (NodeProcess node = copy.start(working, "run", "--data", "da ta", "--listen", "/ip4/127.0.0.1/tcp/0")) {
            assertThat(working.resolve("da ta/identity.key")).exists();
            Run probe = copy.run(working, "probe", node.address().toString()).succeeded();
            assertThat(probe.err()).isEmpty();
        }
    }

    @Test
    void worksThroughLinks() throws Exception {
        Path first = Files.createSymbolicLink(working.resolve("one"), Image.built().home().resolve("bin/jackfield"));
        Files.createDirectory(working.resolve("bin"));
        Path second = Files.createSymbolicLink(working.resolve("bin/two"), Path.of("../one"));
        assertThat(Run.of(first, working, "--version").succeeded().out()).startsWith("jackfield ");
        assertThat(Run.of(second, working, "plugins", "list").succeeded().out()).contains("security-noise");
    }

    @Test
    void worksFromTheArchive() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            Path archive = files.filter(file -> file.toString().endsWith(".tar.gz")).findFirst().orElseThrow().toAbsolutePath();
            Process tar = new ProcessBuilder("tar", "-xzf", archive.toString()).directory(working.toFile()).inheritIO().start();
            assertThat(tar.waitFor(Run.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(tar.exitValue()).isZero();
        }
        Path home;
        try (Stream<Path> unpacked = Files.list(working)) {
            home = unpacked.findFirst().orElseThrow();
        }
        assertThat(home.resolve("LICENSE")).exists();
        assertThat(home.resolve("README.md")).exists();
        assertThat(new Image(home).run(working, "config", "check").succeeded().out()).startsWith("ok: ");
    }

    @Test
    void anUnusableCacheIsNeverSeen() throws Exception {
        Image copy = Image.built().copy(working.resolve("copy"));
        Files.writeString(copy.home().resolve("runtime/jackfield.aot"), "no cache");
        Run run = copy.run(working, "--version").succeeded();
        assertThat(run.out()).hasLineCount(1);
        assertThat(run.err()).isEmpty();
    }

    @Test
    void holdsNoPlatformModuleTwice() throws IOException {
        try (Stream<Path> files = Files.walk(Image.built().home().resolve("plugins"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.startsWith("netty-") || name.startsWith("slf4j-")
                            || name.startsWith("jspecify-") || name.startsWith("jackfield-spi"));
        }
    }
}
