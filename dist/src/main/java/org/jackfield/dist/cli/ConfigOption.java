package org.jackfield.dist.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import org.jackfield.dist.launch.DataDirectory;
import org.jackfield.dist.launch.Installation;
import org.jackfield.dist.launch.Setup;

/** Which config: the one named, else the one in the data directory, else the defaults. */
final class ConfigOption {
    @Option(names = "--config", paramLabel = "FILE", description = "The config. Default: jackfield.yaml in the data directory; if there is none, every option is at its default.") private @Nullable Path file;

    @Mixin private DataOption data = new DataOption();

    DataDirectory data() {
        return data.directory();
    }

    Optional<Path> file() {
        return Optional.ofNullable(file).or(() -> Optional.of(data.directory().config()).filter(Files::exists));
    }

    Setup setup() {
        return Setup.read(Installation.current(), file());
    }
}
