package org.jackfield.kernel.config;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.jackfield.kernel.config.ValueTree.Plain;

/** Writes a tree as YAML, one value per line. Text that any YAML reader could take for something else is quoted. */
final class YamlText {
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9/_.][A-Za-z0-9/_.:@+-]*");
    private static final Pattern NUMBER_LIKE = Pattern.compile("[-+.]?[0-9][0-9_.eE+:xXoabcdfABCDF-]*|\\.(inf|Inf|INF|nan|NaN|NAN)");
    private static final Pattern RESERVED = Pattern.compile("(?i)null|true|false|yes|no|on|off|y|n");

    private final StringBuilder out = new StringBuilder();

    private YamlText() {}

    static String write(Map<String, Object> tree) {
        YamlText text = new YamlText();
        text.mapping(tree, "");
        return text.out.toString();
    }

    /** Writes entries; the first one goes where the writer stands, the others on lines of their own. */
    private void mapping(Map<?, ?> tree, String indent) {
        Iterator<? extends Map.Entry<?, ?>> entries = tree.entrySet().iterator();
        for (boolean first = true; entries.hasNext(); first = false) {
            Map.Entry<?, ?> entry = entries.next();
            out.append(first ? "" : indent).append(quoted(String.valueOf(entry.getKey()))).append(':');
            below(entry.getValue(), indent + "  ");
        }
    }

    private void below(Object value, String indent) {
        switch (value) {
            case Map<?, ?> tree when tree.isEmpty() -> out.append(" {}\n");
            case List<?> items when items.isEmpty() -> out.append(" []\n");
            case Map<?, ?> tree -> {
                out.append('\n').append(indent);
                mapping(tree, indent);
            }
            case List<?> items -> {
                out.append('\n');
                items.forEach(item -> item(item, indent));
            }
            default -> out.append(' ').append(scalar(value)).append('\n');
        }
    }

    private void item(Object item, String indent) {
        out.append(indent).append('-');
        if (item instanceof Map<?, ?> tree && !tree.isEmpty()) {
            out.append(' ');
            mapping(tree, indent + "  ");
        } else {
            below(item, indent + "  ");
        }
    }

    private static String scalar(Object value) {
        return value instanceof Plain plain ? plain.text() : quoted(String.valueOf(value));
    }

    static String quoted(String text) {
        boolean safe = WORD.matcher(text).matches() && !text.endsWith(":") && !NUMBER_LIKE.matcher(text).matches()
                && !RESERVED.matcher(text).matches();
        if (safe) {
            return text;
        }
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> quoted.append(escaped((char) c)));
        return quoted.append('"').toString();
    }

    private static String escaped(char c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\t' -> "\\t";
            default -> c >= ' ' && c < 0x7f ? String.valueOf(c) : String.format("\\u%04x", (int) c);
        };
    }
}
