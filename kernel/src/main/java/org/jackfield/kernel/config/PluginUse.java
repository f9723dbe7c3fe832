package org.jackfield.kernel.config;

import java.util.Optional;

import org.jackfield.kernel.config.YamlNode.Mapping;

/**
 * One entry of a list under {@code stack}: a plain name, or {@code {use: name, config: {...}, required: false}}.
 *
 * @param name     of the plugin
 * @param config   its options as written, not yet checked; empty means its defaults
 * @param required whether the node stops if the plugin is missing or broken
 * @param position where the entry stands
 * @param path     the entry, such as {@code stack.muxers[0]}; empty if nobody wrote it
 */
public record PluginUse(String name, Optional<Mapping> config, boolean required, Position position, String path) {
    /** Gives an entry that is no more than a name. */
    public static PluginUse of(String name) {
        return new PluginUse(name, Optional.empty(), true, Position.BUILT_IN, "");
    }
}
