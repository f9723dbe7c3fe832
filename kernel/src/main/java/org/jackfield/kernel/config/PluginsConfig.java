package org.jackfield.kernel.config;

import java.nio.file.Path;
import java.util.List;

/**
 * The section {@code plugins}.
 *
 * @param directory where plugins lie, one folder or jar each; a relative path is below the installation
 * @param required  folders or jars that must load although the stack names nothing of them; a broken plugin that nobody needs is only
 *                  reported
 */
public record PluginsConfig(Path directory, List<String> required) {
    public PluginsConfig {
        required = List.copyOf(required);
    }

    /** Takes what the distribution brings. */
    public static PluginsConfig defaults() {
        return new PluginsConfig(Path.of("plugins"), List.of());
    }
}
