package org.jackfield.kernel.plugin;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keeps plain jars of a plugin apart from what is private to the node. A plain jar reads every module there is; if the plugin brings a library
 * that the node has for itself too, that would be two modules of one name, and the module system refuses. So the plain jars of such a plugin
 * become open modules that read the JDK, what the node lends, and the plugin's own jars. One finds providers of the services it defines.
 */
record PlainJars(Platform platform, PluginFiles files) {
    /** Tells whether the plugin has a plain jar, and a library that the node also has for itself. */
    boolean areInDanger() {
        Set<String> theirs = files.modules();
        return !files.plainJars().isEmpty() && platform.layer().modules().stream().map(Module::getName).anyMatch(theirs::contains);
    }

    /** Finds the plugin's modules, the plain jars as open ones. */
    ModuleFinder finder() {
        ModuleFinder plain = files.finder();
        Set<String> services = services();
        return new ModuleFinder() {
            @Override
            public Optional<ModuleReference> find(String name) {
                return plain.find(name).map(found -> confined(found, services));
            }

            @Override
            public Set<ModuleReference> findAll() {
                return plain.findAll().stream().map(found -> confined(found, services)).collect(Collectors.toSet());
            }
        };
    }

    /** Lets the plain jars read what they may; only now, since modules that require each other would be a cycle. */
    void wire(ModuleLayer.Controller controller) {
        ModuleLayer layer = controller.layer();
        for (PluginJar jar : files.jars()) {
            if (jar.descriptor().isAutomatic()) {
                Module plain = layer.findModule(jar.module()).orElseThrow();
                Stream.concat(layer.modules().stream(), lent()).forEach(target -> controller.addReads(plain, target));
            }
        }
    }

    private Stream<Module> lent() {
        return platform.layer().modules().stream()
                .filter(module -> platform.isShared(module.getName()) || Platform.isJdk(module.getName()));
    }

    private Set<String> services() {
        return files.jars().stream().flatMap(jar -> jar.descriptor().provides().stream()).map(ModuleDescriptor.Provides::service)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private ModuleReference confined(ModuleReference found, Set<String> services) {
        ModuleDescriptor automatic = found.descriptor();
        if (!automatic.isAutomatic()) {
            return found;
        }
        ModuleDescriptor.Builder open = ModuleDescriptor.newOpenModule(automatic.name()).requires("java.base")
                .packages(automatic.packages());
        automatic.rawVersion().ifPresent(open::version);
        automatic.packages().forEach(open::exports);
        services.stream().filter(service -> automatic.packages().contains(packageOf(service))).forEach(open::uses);
        automatic.provides().forEach(open::provides);
        automatic.provides().stream().flatMap(provides -> home(packageOf(provides.service())))
                .filter(home -> !home.equals(automatic.name())).distinct()
                .filter(home -> !home.equals("java.base")).forEach(open::requires);
        return new ModuleReference(open.build(), found.location().orElse(null)) {
            @Override
            public ModuleReader open() throws IOException {
                return found.open();
            }
        };
    }

    /** Names the module a package is in: what is provided must be read already when modules are resolved. */
    private Stream<String> home(String name) {
        Optional<String> own = files.jars().stream().filter(jar -> jar.descriptor().packages().contains(name)).map(PluginJar::module)
                .findFirst();
        return own.or(() -> lent().filter(module -> module.getPackages().contains(name)).map(Module::getName).findFirst()).stream();
    }

    private static String packageOf(String type) {
        return type.substring(0, Math.max(0, type.lastIndexOf('.')));
    }
}
