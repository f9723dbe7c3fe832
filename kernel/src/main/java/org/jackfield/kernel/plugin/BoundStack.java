package org.jackfield.kernel.plugin;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jackfield.kernel.config.PluginUse;
import org.jackfield.spi.Component;

/**
 * The plugins of a node, found and configured.
 *
 * @param plugins in the order of the config, kind by kind
 * @param missing optional ones that nobody provides
 */
public record BoundStack(List<BoundPlugin<?>> plugins, List<PluginUse> missing) {
    public BoundStack {
        plugins = List.copyOf(plugins);
        missing = List.copyOf(missing);
    }

    /** Gives those of one kind, in order of preference. */
    public <T extends Component> List<BoundPlugin<T>> of(PluginKind<T> kind) {
        @SuppressWarnings("unchecked") // a plugin of this very kind
        List<BoundPlugin<T>> found = plugins.stream().filter(plugin -> plugin.provider().kind().equals(kind))
                .map(plugin -> (BoundPlugin<T>) plugin).toList();
        return found;
    }

    /** Gives the options of each plugin by its entry, such as {@code stack.muxers[0]}. */
    public Map<String, Record> configs() {
        return plugins.stream().collect(Collectors.toMap(BoundPlugin::path, BoundPlugin::config));
    }
}
