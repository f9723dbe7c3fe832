package org.jackfield.gateway.http;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jackfield.spi.http.Health;

/** Writes how a node fares, as JSON. Pure. */
final class HealthText {
    static final String TYPE = "application/json";

    private HealthText() {}

    static String write(Health health) {
        return "{\"ready\":" + health.ready() + ",\"listening\":" + array(health.listening()) + ",\"failed\":" + object(health.failed())
                + ",\"alerts\":" + array(health.alerts()) + "}\n";
    }

    private static String array(Collection<?> values) {
        return values.stream().map(value -> text(value.toString())).collect(Collectors.joining(",", "[", "]"));
    }

    private static String object(Map<String, String> values) {
        return new TreeMap<>(values).entrySet().stream().map(each -> text(each.getKey()) + ":" + text(each.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** Source: RFC 8259, section 7. */
    private static String text(String value) {
        StringBuilder text = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char letter = value.charAt(i);
            if (letter == '"' || letter == '\\') {
                text.append('\\').append(letter);
            } else if (letter < ' ' || Character.isSurrogate(letter)) {
                text.append(String.format("\\u%04x", (int) letter));
            } else {
                text.append(letter);
            }
        }
        return text.append('"').toString();
    }
}
