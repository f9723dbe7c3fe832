package org.jackfield.security.noise;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Named byte strings of one file in {@code vectors/noise}. */
record Vectors(Map<String, String> values) {
    static Vectors read(String file) {
        Map<String, String> values = new HashMap<>();
        lines(file).map(line -> line.split(" = ")).forEach(pair -> values.put(pair[0], pair[1]));
        return new Vectors(values);
    }

    /** Gives the rows of a file that is a table. */
    static List<String[]> rows(String file) {
        return lines(file).map(line -> line.split(",", -1)).toList();
    }

    byte[] bytes(String name) {
        return HexFormat.of().parseHex(Objects.requireNonNull(values.get(name), name));
    }

    private static Stream<String> lines(String file) {
        try (InputStream in = Objects.requireNonNull(Vectors.class.getResourceAsStream("/vectors/noise/" + file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank() && !line.startsWith("#"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
