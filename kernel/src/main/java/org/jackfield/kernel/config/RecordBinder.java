package org.jackfield.kernel.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jackfield.kernel.config.RecordShape.Field;
import org.jackfield.kernel.config.YamlNode.Entry;
import org.jackfield.kernel.config.YamlNode.Mapping;
import org.jackfield.kernel.config.YamlNode.Scalar;
import org.jackfield.kernel.config.YamlNode.Sequence;

/**
 * Overlays YAML on records, component by component. The keys are component names in kebab case; what is not written keeps its default.
 * Goes on after a problem, so that all are found.
 */
public final class RecordBinder {
    private final Problems problems;

    /** Reports to these problems. */
    public RecordBinder(Problems problems) {
        this.problems = problems;
    }

    /**
     * Overlays a mapping on a record.
     *
     * @param path what comes before the keys in messages; may be empty
     * @return the record with all that could be read; what could not is at its default and among the problems
     * @throws IllegalArgumentException if the record is not one that a config can hold, see {@link ConfigRecords#check}
     */
    public <C extends Record> C bind(C defaults, Mapping mapping, String path) {
        RecordShape shape = RecordShape.of(defaults.getClass());
        @SuppressWarnings("unchecked") // the shape makes records of the class of the defaults
        C bound = (C) section(shape, Optional.of(defaults), mapping, path).orElse(defaults);
        return bound;
    }

    private Optional<Object> value(ValueType type, Optional<Object> preset, YamlNode node, String path) {
        return switch (type) {
            case ValueType.Single single -> new ScalarBinder(problems).single(single.form(), node, path);
            case ValueType.Choice choice -> new ScalarBinder(problems).choice(choice, node, path);
            case ValueType.Maybe maybe -> node instanceof Scalar scalar && scalar.isNothing()
                    ? Optional.of(Optional.empty())
                    : value(maybe.value(), Optional.empty(), node, path).map(Optional::of);
            case ValueType.Items items -> items(items, node, path);
            case ValueType.Keyed keyed -> keyed(keyed, node, path);
            case ValueType.Section section -> mapping(node, path)
                    .flatMap(mapping -> section(section.shape(), preset.map(Record.class::cast), mapping, path));
            case ValueType.Use _ -> new UseBinder(problems).use(node, path).map(use -> use);
        };
    }

    private Optional<Object> items(ValueType.Items type, YamlNode node, String path) {
        if (!(node instanceof Sequence sequence)) {
            String suggestion = node instanceof Scalar scalar && scalar.isNothing() ? "write [] for none" : "write it as a list: [a, b]";
            problems.add(ConfigProblem.error(node.position(), path, "expected a list, got " + node.shown(), suggestion));
            return Optional.empty();
        }
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < sequence.items().size(); i++) {
            value(type.item(), Optional.empty(), sequence.items().get(i), path + "[" + i + "]").ifPresent(items::add);
        }
        return Optional.of(List.copyOf(items));
    }

    private Optional<Object> keyed(ValueType.Keyed type, YamlNode node, String path) {
        return mapping(node, path).map(mapping -> {
            Map<String, Object> values = new LinkedHashMap<>();
            for (Entry entry : mapping.entries()) {
                String key = entry.key().text();
                value(type.value(), Optional.empty(), entry.value(), path + "." + key).ifPresent(value -> values.put(key, value));
            }
            return Collections.unmodifiableMap(values);
        });
    }

    /** A key with nothing below it is an empty mapping: that is what is left when all below is commented out. */
    private Optional<Mapping> mapping(YamlNode node, String path) {
        return switch (node) {
            case Mapping mapping -> Optional.of(mapping);
            case Scalar scalar when scalar.isNothing() -> Optional.of(new Mapping(scalar.position(), List.of()));
            case YamlNode other -> {
                problems.add(ConfigProblem.error(other.position(), path, "expected a mapping, got " + other.shown()));
                yield Optional.empty();
            }
        };
    }

    private Optional<Object> section(RecordShape shape, Optional<Record> defaults, Mapping mapping, String path) {
        Map<String, YamlNode> nodes = new HashMap<>();
        for (Entry entry : mapping.entries()) {
            if (shape.keys().contains(entry.key().text())) {
                nodes.put(entry.key().text(), entry.value());
            } else {
                unknown(entry.key(), shape.keys(), path);
            }
        }
        List<Overlay> overlays = new ArrayList<>();
        for (Field field : shape.fields()) {
            Optional<Object> preset = defaults.<Object>map(record -> shape.read(record, field)).or(() -> absent(field.type()));
            Optional<YamlNode> node = Optional.ofNullable(nodes.get(field.key()));
            Optional<Object> written = node.flatMap(found -> value(field.type(), preset, found, below(path, field.key())));
            if (node.isEmpty() && preset.isEmpty()) {
                problems.add(ConfigProblem.error(mapping.position(), path, "the key \"" + field.key() + "\" is missing"));
            }
            overlays.add(new Overlay(field, preset, written, node.map(YamlNode::position)));
        }
        return new Assembly(shape, overlays, mapping.position(), path, problems).record();
    }

    private void unknown(Scalar key, List<String> known, String path) {
        String among = known.isEmpty() ? "nothing can be set here" : "known here: " + String.join(", ", known);
        problems.add(ConfigProblem.error(key.position(), below(path, key.text()), "unknown key",
                Nearest.question(key.text(), known).orElse(among)));
    }

    private static Optional<Object> absent(ValueType type) {
        return switch (type) {
            case ValueType.Maybe _ -> Optional.of(Optional.empty());
            case ValueType.Items _ -> Optional.of(List.of());
            case ValueType.Keyed _ -> Optional.of(Map.of());
            case ValueType.Single _, ValueType.Choice _, ValueType.Section _, ValueType.Use _ -> Optional.empty();
        };
    }

    static String below(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /**
     * What is known about one component.
     *
     * @param preset   the default, if there is one
     * @param written  what the file says, if that could be read
     * @param position where the file says it
     */
    record Overlay(Field field, Optional<Object> preset, Optional<Object> written, Optional<Position> position) {
        Optional<Object> value() {
            return written.or(() -> preset);
        }

        Overlay withoutWritten() {
            return new Overlay(field, preset, Optional.empty(), position);
        }
    }
}
