package org.jackfield.kernel.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jackfield.kernel.config.ValueTree.Plain;
import org.jackfield.kernel.config.YamlNode.Entry;
import org.jackfield.kernel.config.YamlNode.Mapping;
import org.jackfield.kernel.config.YamlNode.Scalar;
import org.jackfield.kernel.config.YamlNode.Sequence;

/** Writes the config as it is in effect: every option with its value, whether written or default. */
public final class ConfigPrinter {
    private ConfigPrinter() {}

    /**
     * Gives YAML that reads back to the same config.
     *
     * @param plugins the options of each plugin by its entry, such as {@code stack.muxers[0]}; of an entry that is not among them, the
     *                options are printed as they were written
     */
    public static String print(NodeConfig config, Map<String, Record> plugins) {
        Map<String, Object> tree = new ValueTree(PluginUse::name).of(config);
        tree.put("stack", stack(config.stack(), plugins));
        return YamlText.write(tree);
    }

    private static Map<String, Object> stack(StackConfig stack, Map<String, Record> plugins) {
        Map<String, Object> tree = new LinkedHashMap<>();
        RecordShape shape = RecordShape.of(StackConfig.class);
        for (RecordShape.Field field : shape.fields()) {
            List<Object> entries = new ArrayList<>();
            for (Object use : (List<?>) shape.read(stack, field)) {
                String path = "stack." + field.key() + "[" + entries.size() + "]";
                entries.add(entry((PluginUse) use, path, plugins));
            }
            tree.put(field.key(), entries);
        }
        return tree;
    }

    private static Object entry(PluginUse use, String path, Map<String, Record> plugins) {
        Record bound = plugins.get(use.path().isEmpty() ? path : use.path());
        Map<String, Object> options = bound != null
                ? new ValueTree(PluginUse::name).of(bound)
                : use.config().map(ConfigPrinter::mapping).orElse(Map.of());
        if (options.isEmpty() && use.required()) {
            return use.name();
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("use", use.name());
        if (!use.required()) {
            tree.put("required", new Plain("false"));
        }
        if (!options.isEmpty()) {
            tree.put("config", options);
        }
        return tree;
    }

    private static Map<String, Object> mapping(Mapping mapping) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (Entry entry : mapping.entries()) {
            tree.put(entry.key().text(), written(entry.value()));
        }
        return tree;
    }

    private static Object written(YamlNode node) {
        return switch (node) {
            case Scalar scalar when scalar.isNothing() -> new Plain("~");
            case Scalar scalar when scalar.plain() -> new Plain(scalar.text());
            case Scalar scalar -> scalar.text();
            case Sequence sequence -> sequence.items().stream().map(ConfigPrinter::written).toList();
            case Mapping mapping -> mapping(mapping);
        };
    }
}
