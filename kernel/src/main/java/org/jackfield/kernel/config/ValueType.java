package org.jackfield.kernel.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The type of an option, as the binder, the printer and the schema see it. */
sealed interface ValueType {
    /** One scalar. */
    record Single(ScalarForm<?> form) implements ValueType {}

    /** One of the names of an enum, in kebab case. */
    record Choice(List<? extends Enum<?>> constants) implements ValueType {
        static String name(Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        List<String> names() {
            return constants.stream().map(Choice::name).toList();
        }
    }

    /** A value that may be absent. */
    record Maybe(ValueType value) implements ValueType {}

    /** A list. */
    record Items(ValueType item) implements ValueType {}

    /** Values under names that the operator chooses. */
    record Keyed(ValueType value) implements ValueType {}

    /** A record: values under known names. */
    record Section(RecordShape shape) implements ValueType {}

    /** A plugin and its own options. */
    record Use() implements ValueType {}

    /**
     * Finds the type of a record component.
     *
     * @param depth how many records are around it
     * @throws IllegalArgumentException if a config cannot hold such values
     */
    static ValueType of(Type type, int depth) {
        return switch (type) {
            case Class<?> plain -> ofClass(plain, depth);
            case ParameterizedType generic when generic.getRawType() == Optional.class -> new Maybe(of(argument(generic, 0), depth));
            case ParameterizedType generic when generic.getRawType() == List.class -> new Items(of(argument(generic, 0), depth));
            case ParameterizedType generic when generic.getRawType() == Map.class && argument(generic, 0) == String.class ->
                new Keyed(of(argument(generic, 1), depth));
            default -> throw unsupported(type);
        };
    }

    private static ValueType ofClass(Class<?> type, int depth) {
        Optional<ScalarForm<?>> form = ScalarForms.of(type);
        if (form.isPresent()) {
            return new Single(form.get());
        }
        if (type == PluginUse.class) {
            return new Use();
        }
        if (type.isEnum()) {
            return new Choice(List.of((Enum<?>[]) type.getEnumConstants()));
        }
        if (type.isRecord()) {
            return new Section(RecordShape.of(type.asSubclass(Record.class), depth + 1));
        }
        throw unsupported(type);
    }

    private static Type argument(ParameterizedType type, int index) {
        return type.getActualTypeArguments()[index];
    }

    private static IllegalArgumentException unsupported(Type type) {
        return new IllegalArgumentException("has type " + type.getTypeName() + ", which a config cannot hold");
    }
}
