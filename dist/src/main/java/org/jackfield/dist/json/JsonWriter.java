package org.jackfield.dist.json;

import java.util.Iterator;
import java.util.Map;

/** Writes JSON. Source: RFC 8259. */
public final class JsonWriter {
    private static final String INDENT = "  ";

    private final StringBuilder out = new StringBuilder();
    private final boolean lines;

    private JsonWriter(boolean lines) {
        this.lines = lines;
    }

    /** Gives a value on one line. */
    public static String compact(Json value) {
        JsonWriter writer = new JsonWriter(false);
        writer.write(value, 0);
        return writer.out.toString();
    }

    /** Gives a value on lines that a person can read. */
    public static String pretty(Json value) {
        JsonWriter writer = new JsonWriter(true);
        writer.write(value, 0);
        return writer.out.toString();
    }

    private void write(Json value, int depth) {
        switch (value) {
            case Json.Text text -> quote(text.value());
            case Json.Whole whole -> out.append(whole.value());
            case Json.Real real -> out.append(real.value());
            case Json.Flag flag -> out.append(flag.value());
            case Json.Null _ -> out.append("null");
            case Json.Items items -> items(items, depth);
            case Json.Fields fields -> fields(fields, depth);
        }
    }

    private void items(Json.Items items, int depth) {
        out.append('[');
        Iterator<Json> each = items.values().iterator();
        while (each.hasNext()) {
            line(depth + 1);
            write(each.next(), depth + 1);
            out.append(each.hasNext() ? "," : "");
        }
        end(items.values().isEmpty(), depth, ']');
    }

    private void fields(Json.Fields fields, int depth) {
        out.append('{');
        Iterator<Map.Entry<String, Json>> each = fields.values().entrySet().iterator();
        while (each.hasNext()) {
            Map.Entry<String, Json> field = each.next();
            line(depth + 1);
            quote(field.getKey());
            out.append(lines ? ": " : ":");
            write(field.getValue(), depth + 1);
            out.append(each.hasNext() ? "," : "");
        }
        end(fields.values().isEmpty(), depth, '}');
    }

    private void end(boolean empty, int depth, char bracket) {
        if (!empty) {
            line(depth);
        }
        out.append(bracket);
    }

    private void line(int depth) {
        if (lines) {
            out.append('\n').append(INDENT.repeat(depth));
        }
    }

    private void quote(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            escape(text.charAt(i), i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1)),
                    i > 0 && Character.isSurrogatePair(text.charAt(i - 1), text.charAt(i)));
        }
        out.append('"');
    }

    /** Half a surrogate pair is no character, and a terminal obeys control characters, those beyond ASCII too. */
    private void escape(char next, boolean first, boolean second) {
        switch (next) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (Character.isISOControl(next) || Character.isSurrogate(next) && !first && !second) {
                    out.append(String.format("\\u%04x", (int) next));
                } else {
                    out.append(next);
                }
            }
        }
    }
}
