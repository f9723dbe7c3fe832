package org.jackfield.dist.cli;

import java.nio.file.Path;

import picocli.CommandLine.Option;

import org.jackfield.dist.launch.DataDirectory;

/** Which node: the one of this data directory. */
final class DataOption {
    @Option(names = "--data", paramLabel = "DIR", defaultValue = "jackfield-data", description = "What the node keeps: key, config, admin socket. Default: ./jackfield-data.") private Path path = Path
            .of("jackfield-data");

    DataDirectory directory() {
        return new DataDirectory(path);
    }
}
