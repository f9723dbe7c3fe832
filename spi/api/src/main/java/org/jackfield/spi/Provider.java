package org.jackfield.spi;

/**
 * Makes one kind of component. Found by {@link java.util.ServiceLoader}, so it has a public constructor without parameters, and
 * constructing it does nothing.
 *
 * @param <T> the component this provider makes
 * @param <C> the record that holds its options; public and in an exported package, because the kernel fills it from the YAML file by
 *            component name (kebab case)
 */
public interface Provider<T extends Component, C extends Record> {
    /** Names the plugin, as written in the config: {@code yamux}. Lower case letters, digits and dashes; unique per kind. */
    String name();

    /** Gives every option at its default. The config file overlays single components of it. */
    C defaults();

    /**
     * Wires a component. Does no I/O and starts nothing; {@link Component#start} does.
     *
     * @throws IllegalArgumentException if the options contradict each other; the message is shown to the operator
     */
    T create(C config, PluginContext context);
}
