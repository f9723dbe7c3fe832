package org.jackfield.dist.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jackfield.spi.multiformats.MalformedException;

/** A JSON value. {@link Object#toString} gives it on one line. */
public sealed interface Json {
    Json NULL = new Null();

    /** A text. */
    record Text(String value) implements Json {
        @Override
        public String toString() {
            return JsonWriter.compact(this);
        }
    }

    /** A whole number. */
    record Whole(long value) implements Json {
        @Override
        public String toString() {
            return JsonWriter.compact(this);
        }
    }

    /** A number with a fraction; finite. */
    record Real(double value) implements Json {
        public Real {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("JSON has no " + value);
            }
        }

        @Override
        public String toString() {
            return JsonWriter.compact(this);
        }
    }

    /** True or false. */
    record Flag(boolean value) implements Json {
        @Override
        public String toString() {
            return JsonWriter.compact(this);
        }
    }

    /** Nothing. */
    record Null() implements Json {
        @Override
        public String toString() {
            return JsonWriter.compact(this);
        }
    }

    /** A list. */
    record Items(List<Json> values) implements Json {
        public Items {
            values = List.copyOf(values);
        }

        @Override
        public String toString() {
            return JsonWriter.compact(this);
        }
    }

    /** Values by name, in order. */
    record Fields(Map<String, Json> values) implements Json {
        public Fields {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }

        /** Finds a value. */
        public Optional<Json> find(String name) {
            return Optional.ofNullable(values.get(name));
        }

        /**
         * Gives a text.
         *
         * @throws MalformedException if it is missing or something else
         */
        public String text(String name) {
            if (values.get(name) instanceof Text text) {
                return text.value();
            }
            throw new MalformedException("expected a text \"" + name + "\"");
        }

        /**
         * Gives a whole number.
         *
         * @throws MalformedException if it is missing or something else
         */
        public long whole(String name) {
            if (values.get(name) instanceof Whole whole) {
                return whole.value();
            }
            throw new MalformedException("expected a whole number \"" + name + "\"");
        }

        /**
         * Gives values by name.
         *
         * @throws MalformedException if they are missing or something else
         */
        public Fields fields(String name) {
            if (values.get(name) instanceof Fields fields) {
                return fields;
            }
            throw new MalformedException("expected an object \"" + name + "\"");
        }

        /**
         * Gives a list of values by name.
         *
         * @throws MalformedException if it is missing or something else
         */
        public List<Fields> list(String name) {
            List<Fields> list = new ArrayList<>();
            if (values.get(name) instanceof Items items) {
                for (Json each : items.values()) {
                    if (!(each instanceof Fields fields)) {
                        throw new MalformedException("expected objects in \"" + name + "\"");
                    }
                    list.add(fields);
                }
                return list;
            }
            throw new MalformedException("expected a list \"" + name + "\"");
        }

        @Override
        public String toString() {
            return JsonWriter.compact(this);
        }
    }

    /** Gives a text. */
    static Json of(String value) {
        return new Text(value);
    }

    /** Gives a list of texts. */
    static Json texts(List<?> values) {
        return new Items(values.stream().<Json>map(value -> new Text(String.valueOf(value))).toList());
    }

    /** Starts an object. */
    static Builder object() {
        return new Builder();
    }

    /** Collects the fields of an object. */
    final class Builder {
        private final Map<String, Json> values = new LinkedHashMap<>();

        private Builder() {}

        public Builder put(String name, Json value) {
            values.put(name, value);
            return this;
        }

        public Builder put(String name, Object value) {
            return put(name, (Json) new Text(value.toString()));
        }

        public Builder put(String name, long value) {
            return put(name, new Whole(value));
        }

        public Builder put(String name, double value) {
            return put(name, new Real(value));
        }

        public Builder put(String name, boolean value) {
            return put(name, new Flag(value));
        }

        /** Puts a text, or nothing if there is none. */
        public Builder put(String name, Optional<?> value) {
            value.ifPresent(present -> put(name, (Json) new Text(present.toString())));
            return this;
        }

        public Fields build() {
            return new Fields(values);
        }
    }
}
