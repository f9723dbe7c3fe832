package org.jackfield.kernel.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.jackfield.kernel.config.RecordShape.Field;

/**
 * Turns config records into trees of maps, lists and scalars, which can be written as YAML or JSON. Text is a String; what must stand
 * without quotes is a {@link Plain}. Absent values are left out.
 *
 * @param plugins writes an entry of the stack
 */
record ValueTree(Function<PluginUse, Object> plugins) {
    /** A number, true or false. */
    record Plain(String text) {}

    Map<String, Object> of(Record record) {
        return section(RecordShape.of(record.getClass()), record);
    }

    private Map<String, Object> section(RecordShape shape, Record record) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (Field field : shape.fields()) {
            of(field.type(), shape.read(record, field)).ifPresent(value -> tree.put(field.key(), value));
        }
        return tree;
    }

    Optional<Object> of(ValueType type, Object value) {
        return switch (type) {
            case ValueType.Single single -> {
                String text = single.form().printed(value);
                yield Optional.of(single.form().plainOnly() ? new Plain(text) : text);
            }
            case ValueType.Choice _ -> Optional.of(ValueType.Choice.name((Enum<?>) value));
            case ValueType.Maybe maybe -> ((Optional<?>) value).flatMap(present -> of(maybe.value(), present));
            case ValueType.Items items -> {
                List<Object> tree = new ArrayList<>();
                ((List<?>) value).forEach(item -> of(items.item(), item).ifPresent(tree::add));
                yield Optional.of(tree);
            }
            case ValueType.Keyed keyed -> {
                Map<String, Object> tree = new LinkedHashMap<>();
                ((Map<?, ?>) value)
                        .forEach((key, each) -> of(keyed.value(), each).ifPresent(present -> tree.put(String.valueOf(key), present)));
                yield Optional.of(tree);
            }
            case ValueType.Section section -> Optional.of(section(section.shape(), (Record) value));
            case ValueType.Use _ -> Optional.of(plugins.apply((PluginUse) value));
        };
    }
}
