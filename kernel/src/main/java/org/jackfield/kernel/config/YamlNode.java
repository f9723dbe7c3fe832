package org.jackfield.kernel.config;

import java.util.List;

/** A piece of a YAML file that knows where it stands. Aliases, anchors and tags are refused before one is made. */
public sealed interface YamlNode {
    /** Tells where it begins. */
    Position position();

    /** Names it in a message: {@code "5s"}, a list, a mapping, nothing. */
    String shown();

    /**
     * A single value; its type is decided by the option it is for, not by its looks.
     *
     * @param text  without quotes
     * @param plain whether it was written without quotes
     */
    record Scalar(Position position, String text, boolean plain) implements YamlNode {
        /** Tells whether nothing is written, or one of the words YAML has for nothing. */
        public boolean isNothing() {
            return plain && (text.isEmpty() || text.equals("~") || text.equals("null"));
        }

        @Override
        public String shown() {
            String head = text.length() > 60 ? text.substring(0, 60) + "…" : text;
            return isNothing() ? "nothing" : '"' + head.replace("\n", "\\n") + '"';
        }
    }

    /** A list. */
    record Sequence(Position position, List<YamlNode> items) implements YamlNode {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String shown() {
            return "a list";
        }
    }

    /** Values under keys; no key comes twice. */
    record Mapping(Position position, List<Entry> entries) implements YamlNode {
        public Mapping {
            entries = List.copyOf(entries);
        }

        @Override
        public String shown() {
            return "a mapping";
        }
    }

    /** One key of a mapping and what stands under it. */
    record Entry(Scalar key, YamlNode value) {}
}
