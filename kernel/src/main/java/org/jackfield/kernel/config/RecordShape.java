package org.jackfield.kernel.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The options of a config record: the one place that reads and makes records by reflection.
 *
 * @param type   public, in a package its module exports
 * @param fields one per component, in order
 */
record RecordShape(Class<? extends Record> type, List<Field> fields) {
    private static final int MAX_DEPTH = 8;

    /**
     * One option.
     *
     * @param key    the component's name in kebab case
     * @param name   the component's name
     */
    record Field(String key, String name, ValueType type, Method accessor) {}

    /**
     * Describes a record.
     *
     * @throws IllegalArgumentException if it cannot be reached or has a component that a config cannot hold
     */
    static RecordShape of(Class<? extends Record> type) {
        return of(type, 0);
    }

    static RecordShape of(Class<? extends Record> type, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException(type.getName() + " nests records deeper than " + MAX_DEPTH + " levels");
        }
        checkReachable(type);
        List<Field> fields = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            fields.add(
                    new Field(kebab(component.getName()), component.getName(), valueType(type, component, depth), component.getAccessor()));
        }
        return new RecordShape(type, List.copyOf(fields));
    }

    private static ValueType valueType(Class<?> owner, RecordComponent component, int depth) {
        try {
            return ValueType.of(component.getGenericType(), depth);
        } catch (IllegalArgumentException unsupported) {
            throw new IllegalArgumentException("component " + component.getName() + " of " + owner.getSimpleName() + " "
                    + unsupported.getMessage(), unsupported);
        }
    }

    private static void checkReachable(Class<?> type) {
        Module kernel = RecordShape.class.getModule();
        if (!type.getModule().isExported(type.getPackageName(), kernel)) {
            throw new IllegalArgumentException("the record " + type.getName() + " is in a package its module does not export");
        }
        if (!Modifier.isPublic(type.getModifiers())) {
            throw new IllegalArgumentException("the record " + type.getName() + " is not public");
        }
    }

    /** Turns {@code maxFrameSize} into {@code max-frame-size}. */
    static String kebab(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    List<String> keys() {
        return fields.stream().map(Field::key).toList();
    }

    /** Reads a component. */
    Object read(Record record, Field field) {
        try {
            return field.accessor.invoke(record);
        } catch (IllegalAccessException | InvocationTargetException broken) {
            throw new IllegalStateException(type.getName() + "." + field.name + "() cannot be called", broken);
        }
    }

    /**
     * Makes a record.
     *
     * @throws RefusedByRecord if its constructor throws
     */
    Record make(List<Object> values) throws RefusedByRecord {
        Stream<RecordComponent> components = Stream.of(type.getRecordComponents());
        try {
            Constructor<? extends Record> canonical = type
                    .getDeclaredConstructor(components.map(RecordComponent::getType).toArray(Class<?>[]::new));
            return canonical.newInstance(values.toArray());
        } catch (InvocationTargetException thrown) {
            Throwable cause = Objects.requireNonNullElse(thrown.getCause(), thrown);
            if (cause instanceof VirtualMachineError fatal) {
                throw fatal;
            }
            throw new RefusedByRecord(cause);
        } catch (ReflectiveOperationException unreachable) {
            throw new IllegalStateException(type.getName() + " cannot be made", unreachable);
        }
    }

    /** The compact constructor does not take these values. */
    static final class RefusedByRecord extends Exception {
        RefusedByRecord(Throwable cause) {
            super(words(cause), cause);
        }

        /** Gives the author's words; for what is not meant for the operator, also the type. */
        private static String words(Throwable cause) {
            String message = cause.getMessage();
            return cause instanceof IllegalArgumentException && message != null ? message : String.valueOf(cause);
        }

        String words() {
            return String.valueOf(getMessage());
        }
    }
}
