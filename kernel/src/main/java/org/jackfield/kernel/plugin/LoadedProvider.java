package org.jackfield.kernel.plugin;

import java.util.Optional;
import java.util.regex.Pattern;

import org.jackfield.kernel.config.ConfigRecords;
import org.jackfield.spi.Component;
import org.jackfield.spi.PluginContext;
import org.jackfield.spi.Provider;

/**
 * A provider that keeps its contract as far as can be seen.
 *
 * @param name     as in the config
 * @param defaults a record the config can fill
 * @param plugin   where it comes from
 */
public record LoadedProvider<T extends Component>(PluginKind<T> kind, String name, Provider<T, ?> provider, Record defaults,
        PluginDescriptor plugin) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    /**
     * Asks a provider for its name and defaults.
     *
     * @throws IllegalArgumentException with what it does wrong
     */
    static <T extends Component> LoadedProvider<T> of(PluginKind<T> kind, Provider<?, ?> provider, PluginDescriptor plugin) {
        String name = provider.name();
        if (name == null || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("its name is \"" + name + "\"; lower case letters, digits and dashes are allowed");
        }
        Record defaults = provider.defaults();
        if (defaults == null) {
            throw new IllegalArgumentException("its defaults are null");
        }
        ConfigRecords.check(defaults.getClass());
        @SuppressWarnings("unchecked") // the interfaces of the kinds fix the component
        Provider<T, ?> typed = (Provider<T, ?>) provider;
        return new LoadedProvider<>(kind, name, typed, defaults, plugin);
    }

    /** Gives the loader of the plugin's classes, the context loader of its threads. */
    public ClassLoader loader() {
        return Optional.ofNullable(provider.getClass().getClassLoader()).orElseGet(ClassLoader::getPlatformClassLoader);
    }

    /**
     * Makes a component.
     *
     * @param config of the class of the defaults
     */
    T create(Record config, PluginContext context) {
        return create(provider, config, context);
    }

    private static <T extends Component, C extends Record> T create(Provider<T, C> provider, Record config, PluginContext context) {
        @SuppressWarnings("unchecked") // bound to this provider's defaults, so of their class
        C own = (C) config;
        return provider.create(own, context);
    }
}
