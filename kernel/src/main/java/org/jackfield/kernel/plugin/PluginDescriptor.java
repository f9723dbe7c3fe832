package org.jackfield.kernel.plugin;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a plugin says about itself in {@code module-info}, read before any class of it is loaded.
 *
 * @param module   the module that provides something; the first by name if several do
 * @param version  its version
 * @param spi      the version of the SPI it was compiled against
 * @param location its folder or jar; empty for a provider that is part of the application
 * @param provides the provider interfaces it implements
 */
public record PluginDescriptor(String module, Optional<String> version, Optional<String> spi, Optional<Path> location,
        Set<String> provides) {
    public PluginDescriptor {
        provides = Set.copyOf(provides);
    }

    /** Gives what the operator calls the plugin: its folder or jar, else its module. */
    public String label() {
        return location.map(path -> String.valueOf(path.getFileName())).orElse(module);
    }

    /** Gives one line for the log. */
    @Override
    public String toString() {
        return label() + " (module " + module + version.map(text -> "@" + text).orElse("") + spi.map(text -> ", SPI " + text).orElse("")
                + ") provides "
                + new TreeSet<>(provides).stream().map(name -> name.substring(name.lastIndexOf('.') + 1)).collect(Collectors.joining(", "));
    }
}
