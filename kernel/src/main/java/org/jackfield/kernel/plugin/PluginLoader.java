package org.jackfield.kernel.plugin;

import java.io.IOException;
import java.lang.module.Configuration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.jackfield.kernel.plugin.PluginEntry.Failed;
import org.jackfield.kernel.plugin.PluginEntry.Loaded;
import org.jackfield.kernel.plugin.PluginProblem.NoDirectory;
import org.jackfield.kernel.plugin.PluginProblem.ProviderFailed;
import org.jackfield.kernel.plugin.PluginProblem.ProvidesNothing;
import org.jackfield.kernel.plugin.PluginProblem.UnfitProvider;
import org.jackfield.kernel.plugin.PluginProblem.Unresolvable;
import org.jackfield.spi.Provider;

/**
 * Loads plugins, each into a module layer of its own beside the others. Its jars win over the node's, but for what the node lends.
 *
 * <p>This keeps versions apart; it is no sandbox: a plugin runs with all rights of the process.
 */
public final class PluginLoader {
    private static final Logger LOG = LoggerFactory.getLogger(PluginLoader.class);

    private final Platform platform;

    /** Loads on top of this platform. */
    public PluginLoader(Platform platform) {
        this.platform = platform;
    }

    /**
     * Loads every plugin of a directory, in name order. One that is refused is an entry of the catalog that says why, and does not touch
     * the others.
     *
     * @param directory holds one folder or jar per plugin
     */
    public PluginCatalog load(Path directory) {
        List<Path> candidates;
        try {
            candidates = PluginFiles.candidates(directory);
        } catch (IOException unreadable) {
            String reason = Files.exists(directory) ? unreadable.toString() : "it does not exist";
            return new PluginCatalog(List.of(new Failed(directory, new NoDirectory(directory, reason))));
        }
        // side by side, since each looks through its jars for longer than anything else takes at the start
        List<PluginEntry> entries = candidates.parallelStream().map(this::loadOne).toList();
        entries.stream().filter(Loaded.class::isInstance).forEach(entry -> LOG.info("plugin {}", ((Loaded) entry).descriptor()));
        return new PluginCatalog(entries);
    }

    private PluginEntry loadOne(Path location) {
        try {
            PluginFiles files = PluginFiles.read(location);
            PluginChecks checks = new PluginChecks(platform, files);
            ModuleLayer.Controller layer = define(location, checks.configuration());
            PlainJars plain = new PlainJars(platform, files);
            if (plain.areInDanger()) {
                plain.wire(layer);
            }
            List<String> warnings = new ArrayList<>(checks.warnings());
            if (files.asksNativeAccess()) {
                warnings.addAll(NativeAccess.grant(layer));
            }
            PluginDescriptor descriptor = files.descriptor();
            List<LoadedProvider<?>> providers = providers(location, layer.layer(), descriptor);
            return new Loaded(descriptor, files.jars().stream().map(PluginJar::path).toList(), providers, warnings, checks.notices());
        } catch (PluginRefused refused) {
            LOG.debug("plugin {} is refused", location, refused);
            return new Failed(location, refused.problem());
        }
    }

    private ModuleLayer.Controller define(Path location, Configuration configuration) throws PluginRefused {
        try {
            return ModuleLayer.defineModulesWithOneLoader(configuration, List.of(platform.layer()), new JdkClasses());
        } catch (LayerInstantiationException | IllegalArgumentException | SecurityException refused) {
            throw new PluginRefused(new Unresolvable(location, String.valueOf(refused.getMessage())), refused);
        }
    }

    private static List<LoadedProvider<?>> providers(Path location, ModuleLayer layer, PluginDescriptor plugin) throws PluginRefused {
        List<LoadedProvider<?>> providers = new ArrayList<>();
        for (PluginKind<?> kind : PluginKind.ALL) {
            if (plugin.provides().contains(kind.service().getName())) {
                for (Provider<?, ?> provider : instances(location, layer, kind)) {
                    providers.add(inspected(location, kind, provider, plugin));
                }
            }
        }
        if (providers.isEmpty()) {
            throw new PluginRefused(new ProvidesNothing(location, List.of(plugin.module())));
        }
        return providers;
    }

    /** ServiceLoader also searches the parents of a layer; theirs are not this plugin's. */
    private static List<Provider<?, ?>> instances(Path location, ModuleLayer layer, PluginKind<?> kind) throws PluginRefused {
        List<Provider<?, ?>> instances = new ArrayList<>();
        String name = "";
        try {
            Iterator<? extends ServiceLoader.Provider<?>> found = ServiceLoader.load(layer, kind.service()).stream().iterator();
            while (found.hasNext()) {
                ServiceLoader.Provider<?> next = found.next();
                if (next.type().getModule().getLayer() == layer) {
                    name = next.type().getName();
                    instances.add((Provider<?, ?>) next.get());
                }
            }
            return instances;
        } catch (ServiceConfigurationError | LinkageError broken) {
            throw new PluginRefused(new ProviderFailed(location, name, reason(broken)), broken);
        }
    }

    private static LoadedProvider<?> inspected(Path location, PluginKind<?> kind, Provider<?, ?> provider, PluginDescriptor plugin)
            throws PluginRefused {
        try {
            return LoadedProvider.of(kind, provider, plugin);
        } catch (IllegalArgumentException unfit) {
            throw new PluginRefused(new UnfitProvider(location, provider.getClass().getName(), String.valueOf(unfit.getMessage())), unfit);
        } catch (RuntimeException | LinkageError broken) {
            throw new PluginRefused(new UnfitProvider(location, provider.getClass().getName(), broken.toString()), broken);
        }
    }

    /** ServiceLoader wraps what a constructor throws; the author's own words say more. */
    private static String reason(Throwable broken) {
        Throwable cause = broken.getCause();
        return broken instanceof ServiceConfigurationError && cause != null ? cause.toString() : String.valueOf(broken.getMessage());
    }
}
