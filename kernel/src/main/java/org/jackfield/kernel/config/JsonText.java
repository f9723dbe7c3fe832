package org.jackfield.kernel.config;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

import org.jackfield.kernel.config.ValueTree.Plain;

/** Writes a tree as JSON, indented. */
final class JsonText {
    private final StringBuilder out = new StringBuilder();

    private JsonText() {}

    static String write(Map<String, Object> tree) {
        JsonText text = new JsonText();
        text.value(tree, "\n");
        return text.out.append('\n').toString();
    }

    private void value(Object value, String newLine) {
        switch (value) {
            case Map<?, ?> tree when tree.isEmpty() -> out.append("{}");
            case List<?> items when items.isEmpty() -> out.append("[]");
            case Map<?, ?> tree -> object(tree, newLine);
            case List<?> items -> array(items, newLine);
            case Plain plain -> out.append(plain.text());
            default -> string(String.valueOf(value));
        }
    }

    private void object(Map<?, ?> tree, String newLine) {
        String before = "{";
        for (Map.Entry<?, ?> entry : tree.entrySet()) {
            out.append(before).append(newLine).append("  ");
            string(String.valueOf(entry.getKey()));
            out.append(": ");
            value(entry.getValue(), newLine + "  ");
            before = ",";
        }
        out.append(newLine).append('}');
    }

    /** Scalars stay on one line. */
    private void array(List<?> items, String newLine) {
        boolean flat = items.stream().noneMatch(item -> item instanceof Map || item instanceof List);
        Iterator<?> rest = items.iterator();
        out.append('[');
        while (rest.hasNext()) {
            out.append(flat ? "" : newLine + "  ");
            value(rest.next(), newLine + "  ");
            if (rest.hasNext()) {
                out.append(flat ? ", " : ",");
            }
        }
        out.append(flat ? "" : newLine).append(']');
    }

    private void string(String text) {
        out.append('"');
        text.chars().forEach(c -> {
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                default -> out.append(c >= ' ' && c < 0x7f ? String.valueOf((char) c) : String.format("\\u%04x", c));
            }
        });
        out.append('"');
    }
}
