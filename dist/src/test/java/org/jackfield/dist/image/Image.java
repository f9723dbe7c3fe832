package org.jackfield.dist.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The built image, or a variant of it with a plugins folder of its own.
 *
 * @param home its folder
 */
record Image(Path home) {
    /** Gives the one that the build made. */
    static Image built() {
        return new Image(Path.of("target/jackfield").toAbsolutePath());
    }

    /** Makes one that shares everything but the plugins folder, which can be changed. */
    Image variant(Path directory) throws IOException {
        Files.createDirectories(directory.resolve("bin"));
        Files.copy(home.resolve("bin/jackfield"), directory.resolve("bin/jackfield"), StandardCopyOption.COPY_ATTRIBUTES);
        for (String shared : List.of("lib", "runtime")) {
            Files.createSymbolicLink(directory.resolve(shared), home.resolve(shared));
        }
        Files.createDirectory(directory.resolve("plugins"));
        try (Stream<Path> plugins = Files.list(home.resolve("plugins"))) {
            for (Path plugin : plugins.toList()) {
                Files.createSymbolicLink(directory.resolve("plugins").resolve(plugin.getFileName()), plugin);
            }
        }
        return new Image(directory);
    }

    /** Keeps the node of a data directory from finding others that run on this machine. */
    void alone(Path data) throws IOException {
        Files.createDirectories(data);
        Files.writeString(data.resolve("jackfield.yaml"), "stack: {discovery: []}\n");
    }

    Path plugins() {
        return home.resolve("plugins");
    }

    Path jar(String artifact) throws IOException {
        try (Stream<Path> jars = Files.walk(home, java.nio.file.FileVisitOption.FOLLOW_LINKS)) {
            return jars.filter(file -> file.getFileName().toString().matches(artifact + "-\\d.*\\.jar")).findFirst()
                    .orElseThrow(() -> new IllegalStateException("no " + artifact + " in " + home));
        }
    }

    /** Copies everything, as {@code cp -r} does: the files get new times. */
    Image copy(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.toList()) {
                Path to = directory.resolve(home.relativize(file));
                if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(file, to);
                    to.toFile().setExecutable(Files.isExecutable(file));
                }
            }
        }
        return new Image(directory);
    }

    Run run(Path working, String... arguments) throws IOException, InterruptedException {
        return Run.of(home.resolve("bin/jackfield"), working, arguments);
    }

    NodeProcess start(Path working, String... arguments) throws IOException {
        return NodeProcess.start(home.resolve("bin/jackfield"), working, arguments);
    }
}
