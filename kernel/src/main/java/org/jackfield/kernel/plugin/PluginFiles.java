package org.jackfield.kernel.plugin;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jackfield.kernel.plugin.PluginProblem.ProvidesNothing;
import org.jackfield.kernel.plugin.PluginProblem.SameModule;
import org.jackfield.kernel.plugin.PluginProblem.SplitPackage;
import org.jackfield.kernel.plugin.PluginProblem.UnreadableJar;

/**
 * The jars of one plugin.
 *
 * @param location its folder, or the one jar
 * @param jars     in name order, at least one
 */
record PluginFiles(Path location, List<PluginJar> jars) {
    /** Finds the plugins of a directory, in name order: folders and jars; hidden ones and other files are left alone. */
    static List<Path> candidates(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return sorted(children.filter(child -> !name(child).startsWith(".")).filter(child -> Files.isDirectory(child) || isJar(child)));
        }
    }

    /** Reads the module descriptors and sees whether they can lie side by side. */
    static PluginFiles read(Path location) throws PluginRefused {
        List<PluginJar> jars = new ArrayList<>();
        for (Path path : jarsOf(location)) {
            jars.add(PluginJar.read(location, path));
        }
        PluginFiles files = new PluginFiles(location, List.copyOf(jars));
        files.checkModulesDiffer();
        if (jars.stream().noneMatch(PluginJar::providesPlugin)) {
            throw new PluginRefused(new ProvidesNothing(location, List.copyOf(files.modules())));
        }
        files.checkPackagesDiffer();
        return files;
    }

    private static List<Path> jarsOf(Path location) throws PluginRefused {
        if (!Files.isDirectory(location)) {
            return List.of(location);
        }
        try (Stream<Path> children = Files.list(location)) {
            return sorted(children.filter(PluginFiles::isJar));
        } catch (IOException unreadable) {
            throw new PluginRefused(new UnreadableJar(location, location, unreadable.toString()), unreadable);
        }
    }

    private static List<Path> sorted(Stream<Path> paths) {
        return paths.sorted(Comparator.comparing(PluginFiles::name)).toList();
    }

    private static boolean isJar(Path path) {
        return name(path).endsWith(".jar") && Files.isRegularFile(path);
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    private void checkModulesDiffer() throws PluginRefused {
        Map<String, Path> seen = new HashMap<>();
        for (PluginJar jar : jars) {
            Path other = seen.putIfAbsent(jar.module(), jar.path());
            if (other != null) {
                throw new PluginRefused(new SameModule(location, jar.module(), other, jar.path()));
            }
        }
    }

    /** One loader defines all modules of a plugin, so even packages nobody sees must differ. */
    private void checkPackagesDiffer() throws PluginRefused {
        Map<String, Path> seen = new HashMap<>();
        for (PluginJar jar : jars) {
            for (String name : jar.descriptor().packages()) {
                Path other = seen.putIfAbsent(name, jar.path());
                if (other != null) {
                    throw new PluginRefused(new SplitPackage(location, name, other, jar.path()));
                }
            }
        }
    }

    Set<String> modules() {
        return jars.stream().map(PluginJar::module).collect(Collectors.toCollection(TreeSet::new));
    }

    ModuleFinder finder() {
        Map<String, ModuleReference> modules = jars.stream().collect(Collectors.toMap(PluginJar::module, PluginJar::reference));
        return new ModuleFinder() {
            @Override
            public Optional<ModuleReference> find(String name) {
                return Optional.ofNullable(modules.get(name));
            }

            @Override
            public Set<ModuleReference> findAll() {
                return Set.copyOf(modules.values());
            }
        };
    }

    boolean asksNativeAccess() {
        return jars.stream().anyMatch(jar -> jar.providesPlugin() && jar.asksNativeAccess());
    }

    List<String> plainJars() {
        return jars.stream().filter(jar -> jar.descriptor().isAutomatic()).map(jar -> name(jar.path())).toList();
    }

    PluginDescriptor descriptor() {
        List<PluginJar> providing = jars.stream().filter(PluginJar::providesPlugin).toList();
        PluginJar first = providing.stream().min(Comparator.comparing(PluginJar::module)).orElseThrow();
        Set<String> kinds = PluginKind.ALL.stream().map(kind -> kind.service().getName()).collect(Collectors.toSet());
        Set<String> provides = providing.stream().flatMap(jar -> jar.descriptor().provides().stream()).map(provided -> provided.service())
                .filter(kinds::contains).collect(Collectors.toSet());
        return new PluginDescriptor(first.module(), first.descriptor().rawVersion(), spi(first), Optional.of(location), provides);
    }

    private static Optional<String> spi(PluginJar jar) {
        return jar.descriptor().requires().stream().filter(required -> Platform.isSpi(required.name()))
                .sorted(Comparator.comparing(required -> required.name())).flatMap(required -> required.rawCompiledVersion().stream())
                .findFirst();
    }
}
