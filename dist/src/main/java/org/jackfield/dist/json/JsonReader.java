package org.jackfield.dist.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jackfield.spi.multiformats.MalformedException;

/**
 * Reads JSON, strictly: one value, each name once, whole numbers within 64 bits, at most {@link #MAX_DEPTH} deep. The caller bounds the length
 * of the text; what is allocated follows from it. Source: RFC 8259.
 */
public final class JsonReader {
    /** How deep lists and objects may nest. */
    public static final int MAX_DEPTH = 16;

    private final String text;
    private int at;

    private JsonReader(String text) {
        this.text = text;
    }

    /**
     * Reads a value.
     *
     * @throws MalformedException if the text is no JSON
     */
    public static Json read(String text) {
        JsonReader reader = new JsonReader(text);
        reader.space();
        Json value = reader.value(0);
        reader.space();
        if (reader.at < text.length()) {
            throw reader.malformed("the end");
        }
        return value;
    }

    /**
     * Reads an object.
     *
     * @throws MalformedException if the text is none
     */
    public static Json.Fields object(String text) {
        if (read(text) instanceof Json.Fields fields) {
            return fields;
        }
        throw new MalformedException("expected a JSON object");
    }

    private Json value(int depth) {
        if (depth > MAX_DEPTH) {
            throw malformed("at most " + MAX_DEPTH + " levels");
        }
        return switch (peek()) {
            case '{' -> fields(depth);
            case '[' -> items(depth);
            case '"' -> new Json.Text(text());
            case 't' -> word("true", new Json.Flag(true));
            case 'f' -> word("false", new Json.Flag(false));
            case 'n' -> word("null", Json.NULL);
            default -> number();
        };
    }

    private Json fields(int depth) {
        Map<String, Json> fields = new LinkedHashMap<>();
        at++;
        space();
        if (peek() == '}') {
            at++;
            return new Json.Fields(fields);
        }
        do {
            space();
            String name = text();
            space();
            take(':');
            space();
            if (fields.put(name, value(depth + 1)) != null) {
                throw malformed("each name once");
            }
            space();
        } while (more('}'));
        return new Json.Fields(fields);
    }

    private Json items(int depth) {
        List<Json> items = new ArrayList<>();
        at++;
        space();
        if (peek() == ']') {
            at++;
            return new Json.Items(items);
        }
        do {
            space();
            items.add(value(depth + 1));
            space();
        } while (more(']'));
        return new Json.Items(items);
    }

    private boolean more(char end) {
        if (peek() == ',') {
            at++;
            return true;
        }
        take(end);
        return false;
    }

    private String text() {
        take('"');
        StringBuilder read = new StringBuilder();
        while (peek() != '"') {
            char next = text.charAt(at++);
            if (next < ' ') {
                at--;
                throw malformed("no control character in a text");
            }
            read.append(next == '\\' ? escaped() : next);
        }
        at++;
        return read.toString();
    }

    private char escaped() {
        char kind = peek();
        at++;
        return switch (kind) {
            case '"', '\\', '/' -> kind;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> {
                at--;
                throw malformed("an escape of JSON");
            }
        };
    }

    private char unicode() {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = peek() < 128 ? Character.digit(peek(), 16) : -1;
            if (digit < 0) {
                throw malformed("four hexadecimal digits");
            }
            value = value << 4 | digit;
            at++;
        }
        return (char) value;
    }

    private Json number() {
        int start = at;
        if (peek() == '-') {
            at++;
        }
        int first = at;
        digits();
        if (text.charAt(first) == '0' && at > first + 1) {
            at = first;
            throw malformed("no leading zero");
        }
        boolean whole = true;
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            digits();
            whole = false;
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits();
            whole = false;
        }
        return number(text.substring(start, at), whole);
    }

    private Json number(String written, boolean whole) {
        try {
            return whole ? new Json.Whole(Long.parseLong(written)) : new Json.Real(Double.parseDouble(written));
        } catch (IllegalArgumentException e) {
            throw new MalformedException("a number out of range before character " + at, e);
        }
    }

    private void digits() {
        if (peek() < '0' || peek() > '9') {
            throw malformed("a value");
        }
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
    }

    private Json word(String word, Json value) {
        if (!text.startsWith(word, at)) {
            throw malformed("a value");
        }
        at += word.length();
        return value;
    }

    private void take(char expected) {
        if (peek() != expected) {
            throw malformed("'" + expected + "'");
        }
        at++;
    }

    private char peek() {
        if (at >= text.length()) {
            throw malformed("more");
        }
        return text.charAt(at);
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private MalformedException malformed(String expected) {
        return new MalformedException("not JSON: expected " + expected + " at character " + at);
    }
}
