package org.jackfield.kernel.plugin;

import java.lang.module.ModuleDescriptor;
import java.util.Optional;
import java.util.Set;

/**
 * What the node lends every plugin.
 *
 * @param layer      where the kernel, the SPI and what they need live; the parent of every plugin's layer
 * @param spiVersion version of {@code org.jackfield.spi} in it; empty if it has none, then no plugin is refused for its version
 * @param shared     modules that exist once for all, by name; those whose name begins with one of these and a dot, too
 */
public record Platform(ModuleLayer layer, Optional<String> spiVersion, Set<String> shared) {
    /** The module that plugins are compiled against. */
    public static final String SPI = "org.jackfield.spi";

    /** The SPI and what its signatures show: everyone must mean the same class. And the logging, which is configured once. */
    public static final Set<String> SHARED = Set.of(SPI, "io.netty", "org.slf4j", "org.jspecify");

    public Platform {
        shared = Set.copyOf(shared);
    }

    /** Gives the platform of the layer the kernel itself is in. */
    public static Platform ofKernel() {
        ModuleLayer own = Platform.class.getModule().getLayer();
        return of(own == null ? ModuleLayer.boot() : own);
    }

    /** Gives the platform of a layer, with the version its SPI has. */
    public static Platform of(ModuleLayer layer) {
        Optional<String> version = layer.findModule(SPI).map(Module::getDescriptor).flatMap(ModuleDescriptor::rawVersion);
        return new Platform(layer, version, SHARED);
    }

    /** Tells whether plugins use the node's copy of a module and may not bring their own. */
    boolean isShared(String module) {
        return shared.stream().anyMatch(name -> isWithin(module, name));
    }

    static boolean isSpi(String module) {
        return isWithin(module, SPI);
    }

    static boolean isJdk(String module) {
        return isWithin(module, "java") || isWithin(module, "jdk");
    }

    private static boolean isWithin(String module, String name) {
        return module.equals(name) || module.startsWith(name + ".");
    }
}
