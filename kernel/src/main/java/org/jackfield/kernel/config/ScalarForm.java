package org.jackfield.kernel.config;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * How values of one type are written as a YAML scalar.
 *
 * @param expected   what a message says is expected: {@code a duration such as 5s}
 * @param jsonTypes  the types an unquoted value may have for another YAML reader, in the words of JSON Schema
 * @param pattern    what the text looks like, for the JSON Schema
 * @param plainOnly  whether quotes make it a value of another type
 * @param parse      throws {@link IllegalArgumentException} for anything else
 * @param print      gives what parse reads
 * @param suggestion what a text that does not parse may have meant
 */
record ScalarForm<T>(Class<T> type, String expected, List<String> jsonTypes, Optional<String> pattern, boolean plainOnly,
        Function<String, T> parse,
        Function<T, String> print, Function<String, Optional<String>> suggestion) {

    static <T> ScalarForm<T> text(Class<T> type, String expected, Function<String, T> parse) {
        return new ScalarForm<>(type, expected, List.of("string"), Optional.empty(), false, parse, String::valueOf, _ -> Optional.empty());
    }

    static <T> ScalarForm<T> plain(Class<T> type, String expected, String jsonType, Function<String, T> parse) {
        return new ScalarForm<>(type, expected, List.of(jsonType), Optional.empty(), true, parse, String::valueOf, _ -> Optional.empty());
    }

    ScalarForm<T> matching(String regex) {
        return new ScalarForm<>(type, expected, jsonTypes, Optional.of(regex), plainOnly, parse, print, suggestion);
    }

    ScalarForm<T> printing(Function<T, String> printer) {
        return new ScalarForm<>(type, expected, jsonTypes, pattern, plainOnly, parse, printer, suggestion);
    }

    ScalarForm<T> suggesting(Function<String, Optional<String>> guess) {
        return new ScalarForm<>(type, expected, jsonTypes, pattern, plainOnly, parse, print, guess);
    }

    String printed(Object value) {
        return print.apply(type.cast(value));
    }
}
