package org.jackfield.kernel.plugin;

import java.io.IOException;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

import org.jackfield.kernel.plugin.PluginProblem.NoModuleName;
import org.jackfield.kernel.plugin.PluginProblem.UnreadableJar;

/**
 * One jar of a plugin.
 *
 * @param path             where it lies
 * @param reference        what the module system found in it; a large jar takes long to look through, so once is enough
 * @param asksNativeAccess whether its manifest wants the plugin to call native code
 */
record PluginJar(Path path, ModuleReference reference, boolean asksNativeAccess) {
    /** Manifest attribute of a plugin that brings native libraries. */
    static final String NATIVE_ACCESS = "Jackfield-Native-Access";

    static PluginJar read(Path plugin, Path path) throws PluginRefused {
        try (JarFile jar = new JarFile(path.toFile())) {
            Optional<Attributes> manifest = Optional.ofNullable(jar.getManifest()).map(found -> found.getMainAttributes());
            boolean asks = manifest.map(main -> main.getValue(NATIVE_ACCESS)).filter("true"::equals).isPresent();
            return new PluginJar(path, ModuleFinder.of(path).findAll().iterator().next(), asks);
        } catch (IOException | SecurityException damaged) {
            throw new PluginRefused(new UnreadableJar(plugin, path, String.valueOf(damaged.getMessage())), damaged);
        } catch (FindException refused) {
            throw new PluginRefused(problem(plugin, path, refused), refused);
        }
    }

    private static PluginProblem problem(Path plugin, Path path, FindException refused) {
        Throwable cause = refused.getCause();
        String reason = String.valueOf(cause == null ? refused.getMessage() : cause.getMessage());
        return cause instanceof IllegalArgumentException ? new NoModuleName(plugin, path, reason) : new UnreadableJar(plugin, path, reason);
    }

    ModuleDescriptor descriptor() {
        return reference.descriptor();
    }

    String module() {
        return descriptor().name();
    }

    boolean providesPlugin() {
        return PluginKind.ALL.stream().anyMatch(this::provides);
    }

    private boolean provides(PluginKind<?> kind) {
        return descriptor().provides().stream().anyMatch(provides -> provides.service().equals(kind.service().getName()));
    }
}
