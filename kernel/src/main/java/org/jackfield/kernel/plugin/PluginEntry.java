package org.jackfield.kernel.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A plugin that was found, and what became of it. */
public sealed interface PluginEntry {
    /** Gives what the operator calls it. */
    String label();

    /**
     * A plugin that can be used.
     *
     * @param jars     in name order; empty for a provider that is part of the application
     * @param warnings what the operator should know at each start
     * @param notices  what an operator who looks at it should know
     */
    record Loaded(PluginDescriptor descriptor, List<Path> jars, List<LoadedProvider<?>> providers, List<String> warnings,
            List<String> notices)
            implements PluginEntry {
        public Loaded {
            jars = List.copyOf(jars);
            providers = List.copyOf(providers);
            warnings = List.copyOf(warnings);
            notices = List.copyOf(notices);
        }

        @Override
        public String label() {
            return descriptor.label();
        }

        /** Reads all jars and gives the SHA-256 of each, in hexadecimal. */
        public Map<Path, String> digests() throws IOException {
            Map<Path, String> digests = new LinkedHashMap<>();
            for (Path jar : jars) {
                digests.put(jar, sha256(jar));
            }
            return digests;
        }

        private static String sha256(Path file) throws IOException {
            try (InputStream plain = Files.newInputStream(file);
                    DigestInputStream in = new DigestInputStream(plain, MessageDigest.getInstance("SHA-256"))) {
                in.transferTo(OutputStream.nullOutputStream());
                return HexFormat.of().formatHex(in.getMessageDigest().digest());
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException("every JDK has SHA-256", impossible);
            }
        }
    }

    /** A plugin that cannot be used. */
    record Failed(Path location, PluginProblem cause) implements PluginEntry {
        @Override
        public String label() {
            return String.valueOf(location.getFileName());
        }
    }
}
