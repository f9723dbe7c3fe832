package org.jackfield.kernel.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.jackfield.kernel.config.RecordShape.Field;
import org.jackfield.kernel.config.ValueTree.Plain;

/** Describes what may stand in a config file as JSON Schema, draft 2020-12, for editors and checkers. */
public final class ConfigSchema {
    private static final ValueTree DEFAULTS = new ValueTree(PluginUse::name);

    private final Map<String, Map<String, Record>> plugins;

    private ConfigSchema(Map<String, Map<String, Record>> plugins) {
        this.plugins = plugins;
    }

    /**
     * Gives the schema.
     *
     * @param plugins the default options of each plugin, by the list it goes into ({@code muxers}) and its name
     */
    public static String json(Map<String, Map<String, Record>> plugins) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Jackfield node");
        schema.putAll(new ConfigSchema(plugins).section(RecordShape.of(NodeConfig.class), Optional.of(NodeConfig.defaults())));
        return JsonText.write(schema);
    }

    private Map<String, Object> section(RecordShape shape, Optional<Record> defaults) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> needed = new ArrayList<>();
        for (Field field : shape.fields()) {
            Optional<Object> preset = defaults.map(record -> shape.read(record, field));
            properties.put(field.key(), value(field.key(), field.type(), preset));
            if (defaults.isEmpty() && isNeeded(field.type())) {
                needed.add(field.key());
            }
        }
        Map<String, Object> schema = object();
        schema.put("properties", properties);
        schema.put("additionalProperties", new Plain("false"));
        if (!needed.isEmpty()) {
            schema.put("required", needed);
        }
        return schema;
    }

    private static boolean isNeeded(ValueType type) {
        return switch (type) {
            case ValueType.Maybe _, ValueType.Items _, ValueType.Keyed _ -> false;
            case ValueType.Single _, ValueType.Choice _, ValueType.Section _, ValueType.Use _ -> true;
        };
    }

    /** A section carries no default of its own: its options do. */
    private Map<String, Object> value(String key, ValueType type, Optional<Object> preset) {
        if (type instanceof ValueType.Section section) {
            return section(section.shape(), preset.map(Record.class::cast));
        }
        Map<String, Object> schema = form(key, type);
        preset.flatMap(value -> DEFAULTS.of(type, value)).ifPresent(value -> schema.put("default", value));
        return schema;
    }

    private Map<String, Object> form(String key, ValueType type) {
        Map<String, Object> schema = new LinkedHashMap<>();
        switch (type) {
            case ValueType.Single single -> {
                List<String> types = single.form().jsonTypes();
                schema.put("type", types.size() == 1 ? types.getFirst() : types);
                schema.put("description", single.form().expected());
                single.form().pattern().ifPresent(pattern -> schema.put("pattern", pattern));
            }
            case ValueType.Choice choice -> schema.put("enum", choice.names());
            case ValueType.Maybe maybe -> schema.putAll(value(key, maybe.value(), Optional.empty()));
            case ValueType.Items items -> {
                schema.put("type", "array");
                schema.put("items", value(key, items.item(), Optional.empty()));
            }
            case ValueType.Keyed keyed -> {
                schema.put("type", "object");
                schema.put("additionalProperties", value(key, keyed.value(), Optional.empty()));
            }
            case ValueType.Section section -> schema.putAll(section(section.shape(), Optional.empty()));
            case ValueType.Use _ -> schema.put("anyOf", uses(plugins.getOrDefault(key, Map.of())));
        }
        return schema;
    }

    /** Either a name, or for each plugin an object with that plugin's options. */
    private List<Object> uses(Map<String, Record> choices) {
        Map<String, Record> sorted = new TreeMap<>(choices);
        List<Object> forms = new ArrayList<>();
        forms.add(sorted.isEmpty() ? Map.of("type", "string") : Map.of("enum", List.copyOf(sorted.keySet())));
        sorted.forEach((name, defaults) -> {
            Map<String, Object> properties = new LinkedHashMap<>();
            properties.put("use", Map.of("const", name));
            properties.put("config", section(RecordShape.of(defaults.getClass()), Optional.of(defaults)));
            properties.put("required", Map.of("type", "boolean"));
            Map<String, Object> form = object();
            form.put("properties", properties);
            form.put("additionalProperties", new Plain("false"));
            form.put("required", List.of("use"));
            forms.add(form);
        });
        return forms;
    }

    private static Map<String, Object> object() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        return schema;
    }
}
