package org.jackfield.kernel.plugin;

import java.lang.module.ModuleDescriptor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.jackfield.kernel.plugin.PluginEntry.Failed;
import org.jackfield.kernel.plugin.PluginEntry.Loaded;
import org.jackfield.kernel.plugin.PluginProblem.SameName;
import org.jackfield.spi.Component;
import org.jackfield.spi.Provider;

/** All plugins a node can choose from, and those it found but cannot use. Immutable. */
public final class PluginCatalog {
    private final List<PluginEntry> entries;
    private final List<LoadedProvider<?>> providers;

    /** Takes entries in the order in which they were found. */
    public PluginCatalog(List<PluginEntry> entries) {
        this.entries = List.copyOf(entries);
        this.providers = this.entries.stream().flatMap(PluginCatalog::providersOf).toList();
    }

    /**
     * Gives a catalog of providers that are part of the application, for embedders and tests.
     *
     * @throws IllegalArgumentException if one breaks its contract
     */
    public static PluginCatalog of(List<? extends Provider<?, ?>> providers) {
        List<PluginEntry> entries = new ArrayList<>();
        for (Provider<?, ?> provider : providers) {
            PluginKind<?> kind = PluginKind.of(provider)
                    .orElseThrow(() -> new IllegalArgumentException(provider.getClass().getName() + " is a provider of no known kind"));
            PluginDescriptor plugin = embedded(provider.getClass(), kind);
            entries.add(new Loaded(plugin, List.of(), List.of(LoadedProvider.of(kind, provider, plugin)), List.of(), List.of()));
        }
        return new PluginCatalog(entries);
    }

    /**
     * Gives a catalog of what the modules of a layer and its parents provide.
     *
     * @throws IllegalArgumentException             if a provider breaks its contract
     * @throws java.util.ServiceConfigurationError if one cannot be made
     */
    public static PluginCatalog ofLayer(ModuleLayer layer) {
        List<Provider<?, ?>> found = new ArrayList<>();
        for (PluginKind<?> kind : PluginKind.ALL) {
            ServiceLoader.load(layer, kind.service()).forEach(provider -> found.add((Provider<?, ?>) provider));
        }
        return of(found);
    }

    private static PluginDescriptor embedded(Class<?> provider, PluginKind<?> kind) {
        Optional<ModuleDescriptor> module = Optional.ofNullable(provider.getModule().getDescriptor());
        String name = module.map(ModuleDescriptor::name).orElse("(class path)");
        return new PluginDescriptor(name, module.flatMap(ModuleDescriptor::rawVersion), Optional.empty(), Optional.empty(),
                Set.of(kind.service().getName()));
    }

    /** Gives this catalog and another in one. */
    public PluginCatalog and(PluginCatalog other) {
        return new PluginCatalog(Stream.concat(entries.stream(), other.entries.stream()).toList());
    }

    /** Gives everything found, in order. */
    public List<PluginEntry> entries() {
        return entries;
    }

    /** Gives what can be used, in order. */
    public List<LoadedProvider<?>> providers() {
        return providers;
    }

    /** Gives what cannot be used, in order. */
    public List<Failed> failed() {
        return entries.stream().filter(Failed.class::isInstance).map(Failed.class::cast).toList();
    }

    /** Finds a plugin; the first one if several have the name. */
    public <T extends Component> Optional<LoadedProvider<T>> find(PluginKind<T> kind, String name) {
        return of(kind).filter(provider -> provider.name().equals(name)).findFirst();
    }

    /** Gives the names of one kind, sorted. */
    public List<String> names(PluginKind<?> kind) {
        return of(kind).map(LoadedProvider::name).sorted().distinct().toList();
    }

    /** Gives the default options of each plugin, by the list under {@code stack} it goes into and its name. */
    public Map<String, Map<String, Record>> defaults() {
        Map<String, Map<String, Record>> defaults = new TreeMap<>();
        for (LoadedProvider<?> provider : providers) {
            defaults.computeIfAbsent(provider.kind().key(), _ -> new TreeMap<>()).putIfAbsent(provider.name(), provider.defaults());
        }
        return defaults;
    }

    /** Tells which names are taken twice; a node does not start on a guess. */
    public List<PluginProblem> conflicts() {
        Map<String, LoadedProvider<?>> seen = new HashMap<>();
        List<PluginProblem> conflicts = new ArrayList<>();
        for (LoadedProvider<?> provider : providers) {
            LoadedProvider<?> other = seen.putIfAbsent(provider.kind().key() + "/" + provider.name(), provider);
            if (other != null) {
                conflicts.add(new SameName(place(provider), provider.kind().noun(), provider.name(), place(other)));
            }
        }
        return conflicts;
    }

    private static Path place(LoadedProvider<?> provider) {
        return provider.plugin().location().orElse(Path.of(provider.plugin().module()));
    }

    private static Stream<LoadedProvider<?>> providersOf(PluginEntry entry) {
        return switch (entry) {
            case Loaded loaded -> loaded.providers().stream();
            case Failed _ -> Stream.empty();
        };
    }

    @SuppressWarnings("unchecked") // a provider of this very kind
    private <T extends Component> Stream<LoadedProvider<T>> of(PluginKind<T> kind) {
        return providers.stream().filter(provider -> provider.kind().equals(kind)).map(provider -> (LoadedProvider<T>) provider);
    }
}
