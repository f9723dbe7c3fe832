package org.jackfield.kernel.plugin;

import org.jackfield.kernel.config.PluginUse;
import org.jackfield.spi.Component;
import org.jackfield.spi.PluginContext;

/**
 * A plugin the config picks, with its options.
 *
 * @param path   the entry, such as {@code stack.muxers[0]}
 * @param config of the class of the provider's defaults
 */
public record BoundPlugin<T extends Component>(PluginUse use, String path, LoadedProvider<T> provider, Record config) {
    /** Gives the name, as in the config. */
    public String name() {
        return use.name();
    }

    /** Tells whether the node stops if this plugin fails. */
    public boolean required() {
        return use.required();
    }

    /** Gives the context class loader of the plugin's threads. */
    public ClassLoader loader() {
        return provider.loader();
    }

    /**
     * Makes the component.
     *
     * @throws IllegalArgumentException if the options contradict each other
     */
    public T create(PluginContext context) {
        return provider.create(config, context);
    }
}
