package org.jackfield.kernel.host;

import java.util.function.Function;

import org.jackfield.spi.Component;
import org.jackfield.spi.PluginContext;

/**
 * One plugin as the config picks it, ready to be created.
 *
 * @param kind     as in the config, such as {@code discovery}
 * @param name     as in the config
 * @param loader   context class loader of its threads
 * @param required whether the node stops when it fails; else it is reported and left out
 * @param factory  makes the component
 */
public record Part(String kind, String name, ClassLoader loader, boolean required, Function<PluginContext, ? extends Component> factory) {
    /** Names it apart from all others of a node, such as {@code discovery-mdns}. */
    String id() {
        return kind + "-" + name;
    }
}
