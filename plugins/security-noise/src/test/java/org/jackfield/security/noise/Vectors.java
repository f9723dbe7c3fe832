package org.jackfield.security.noise;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;

/** Named byte strings of one file in {@code vectors/noise}. */
record Vectors(Map<String, String> values) {
    static Vectors read(String file) {
        try (InputStream in = Objects.requireNonNull(Vectors.class.getResourceAsStream("/vectors/noise/" + file), file)) {
            Map<String, String> values = new HashMap<>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" = ")).forEach(pair -> values.put(pair[0], pair[1]));
            return new Vectors(values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] bytes(String name) {
        return HexFormat.of().parseHex(Objects.requireNonNull(values.get(name), name));
    }
}
