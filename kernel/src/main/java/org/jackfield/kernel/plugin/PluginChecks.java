package org.jackfield.kernel.plugin;

import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.lang.module.ResolutionException;
import java.lang.module.ResolvedModule;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.jackfield.kernel.plugin.PluginProblem.MissingModule;
import org.jackfield.kernel.plugin.PluginProblem.OtherSpi;
import org.jackfield.kernel.plugin.PluginProblem.OwnCopy;
import org.jackfield.kernel.plugin.PluginProblem.PrivateModule;
import org.jackfield.kernel.plugin.PluginProblem.Unresolvable;

/** Everything that can be known about a plugin before a class of it is loaded. */
record PluginChecks(Platform platform, PluginFiles files) {
    /** Resolves the plugin's modules, its own before the node's. */
    Configuration configuration() throws PluginRefused {
        checkNoOwnCopy();
        checkSpiVersion();
        checkNothingMissing();
        Configuration configuration = resolve();
        checkNothingPrivate(configuration);
        return configuration;
    }

    /** Tells what cannot be checked of a plugin without a module descriptor. */
    List<String> warnings() {
        return files.descriptor().spi().isPresent()
                ? List.of()
                : List.of("does not say for which version of " + Platform.SPI + " it is made, so that could not be checked");
    }

    /** Many good libraries still are plain jars: no reason to warn at each start. */
    List<String> notices() {
        PlainJars plain = new PlainJars(platform, files);
        return files.plainJars().isEmpty() || plain.areInDanger()
                ? List.of()
                : List.of("plain jars read everything, also what is private to the node: " + String.join(", ", files.plainJars()));
    }

    /** A plugin with its own SPI would offer providers of its own kind, and nobody would see them. */
    private void checkNoOwnCopy() throws PluginRefused {
        for (PluginJar jar : files.jars()) {
            if (platform.isShared(jar.module()) || Platform.isJdk(jar.module())) {
                throw new PluginRefused(new OwnCopy(location(), jar.module(), jar.path()));
            }
        }
    }

    private void checkSpiVersion() throws PluginRefused {
        Optional<SpiVersion> ours = platform.spiVersion().flatMap(SpiVersion::parse);
        if (ours.isEmpty()) {
            return;
        }
        for (PluginJar jar : files.jars()) {
            for (Requires required : jar.descriptor().requires()) {
                Optional<String> compiled = required.rawCompiledVersion().filter(_ -> Platform.isSpi(required.name()));
                if (compiled.flatMap(SpiVersion::parse).filter(version -> !ours.get().serves(version)).isPresent()) {
                    throw new PluginRefused(
                            new OtherSpi(location(), jar.module(), compiled.orElseThrow(), platform.spiVersion().orElseThrow()));
                }
            }
        }
    }

    private void checkNothingMissing() throws PluginRefused {
        for (PluginJar jar : files.jars()) {
            for (Requires required : jar.descriptor().requires()) {
                boolean needed = !required.modifiers().contains(Requires.Modifier.STATIC);
                if (needed && !files.modules().contains(required.name()) && platform.layer().findModule(required.name()).isEmpty()) {
                    throw new PluginRefused(new MissingModule(location(), jar.module(), required.name()));
                }
            }
        }
    }

    /** All modules are roots: a jar that only holds natives or resources is required by nobody. */
    private Configuration resolve() throws PluginRefused {
        try {
            PlainJars plain = new PlainJars(platform, files);
            ModuleFinder finder = plain.areInDanger() ? plain.finder() : files.finder();
            return platform.layer().configuration().resolve(finder, ModuleFinder.of(), files.modules());
        } catch (FindException | ResolutionException refused) {
            throw new PluginRefused(new Unresolvable(location(), String.valueOf(refused.getMessage())), refused);
        }
    }

    /** A forgotten jar would bind to the kernel's copy and break with the kernel's next release. Plain jars read everything: a notice. */
    private void checkNothingPrivate(Configuration configuration) throws PluginRefused {
        for (PluginJar jar : files.jars()) {
            if (jar.descriptor().isAutomatic()) {
                continue;
            }
            ResolvedModule module = configuration.findModule(jar.module()).orElseThrow();
            Optional<String> foreign = module.reads().stream().filter(read -> read.configuration() != configuration)
                    .map(ResolvedModule::name)
                    .filter(name -> !platform.isShared(name) && !Platform.isJdk(name)).min(Comparator.naturalOrder());
            if (foreign.isPresent()) {
                throw new PluginRefused(new PrivateModule(location(), jar.module(), foreign.get()));
            }
        }
    }

    private Path location() {
        return files.location();
    }
}
