package org.jackfield.spi.multiformats;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The golden vectors among the test resources. */
public final class Vectors {

    private Vectors() {
    }

    /** The lines of a file that are not comments, split at commas. */
    public static List<String[]> rows(String file) {
        return lines(file).stream().map(line -> line.split(",", -1)).toList();
    }

    public static List<String> lines(String file) {
        return text(file).lines().filter(line -> !line.isEmpty() && !line.startsWith("#")).toList();
    }

    public static Bytes hex(String file) {
        return Bytes.ofHex(text(file).strip());
    }

    private static String text(String file) {
        try (var in = Vectors.class.getResourceAsStream("/vectors/" + file)) {
            if (in == null) {
                throw new IllegalArgumentException("no vectors in " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
