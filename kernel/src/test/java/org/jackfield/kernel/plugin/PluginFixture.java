package org.jackfield.kernel.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import org.jackfield.kernel.plugin.PluginEntry.Failed;
import org.jackfield.kernel.plugin.PluginEntry.Loaded;

/** A plugins directory, and the means to put real jars into it. */
abstract class PluginFixture {
    private static final String OURS = "1.3.2-SNAPSHOT";

    /** Packing the SPI takes longer than a test, so each version is packed once. */
    @TempDir static Path spis;
    @TempDir Path directory;
    Path plugins;
    Jars jars;

    @BeforeEach
    void makeDirectories() throws IOException {
        plugins = Files.createDirectories(directory.resolve("plugins"));
        jars = new Jars(directory.resolve("work"));
    }

    PluginCatalog load() {
        return new PluginLoader(new Platform(ModuleLayer.boot(), Optional.of(OURS), Platform.SHARED)).load(plugins);
    }

    Path spi(String version) throws IOException {
        Path jar = spis.resolve("spi-" + version + ".jar");
        return Files.exists(jar) ? jar : jars.repack(Platform.SPI, version, jar);
    }

    Jars.Source echo() throws IOException {
        return EchoSource.plugin(jars).with(spi("1.3.0"));
    }

    Loaded loaded() {
        assertThat(load().entries()).singleElement().isInstanceOf(Loaded.class);
        return (Loaded) load().entries().getFirst();
    }

    void assertRefused(Class<? extends PluginProblem> kind, String message) {
        assertThat(load().entries()).singleElement().isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.cause()).isInstanceOf(kind);
            assertThat(failed.cause().message()).isEqualTo(message.stripTrailing());
            assertThat(failed.cause().message().lines().count()).isLessThanOrEqualTo(3);
        });
    }
}
