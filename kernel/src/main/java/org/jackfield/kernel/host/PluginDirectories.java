package org.jackfield.kernel.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where plugins keep their files: below the data directory, or, for a node without one, in a temporary place that goes with the node. */
final class PluginDirectories implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PluginDirectories.class);

    private final Optional<Path> data;
    private @Nullable Path temporary;

    PluginDirectories(Optional<Path> data) {
        this.data = data;
    }

    /** Gives the directory of a part, made when it is not there. */
    synchronized Path of(Part part) throws IOException {
        return Files.createDirectories(root().resolve("plugins").resolve(part.id()));
    }

    @Override
    public synchronized void close() {
        Path root = temporary;
        temporary = null;
        if (root != null) {
            try {
                delete(root);
            } catch (IOException | UncheckedIOException e) {
                LOG.warn("temporary directory {} is left behind", root, e);
            }
        }
    }

    private Path root() throws IOException {
        if (data.isPresent()) {
            return data.get();
        }
        if (temporary == null) {
            temporary = Files.createTempDirectory("jackfield");
        }
        return temporary;
    }

    private static void delete(Path root) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(root)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.delete(each);
        }
    }
}
