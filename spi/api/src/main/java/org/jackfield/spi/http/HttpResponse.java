package org.jackfield.spi.http;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How an answer begins.
 *
 * @param status  200 to 599
 * @param headers by name in lower case; not those with which the gateway frames the answer
 * @param length  bytes that follow, if known; an answer that turns out shorter or longer is cut
 */
public record HttpResponse(int status, Map<String, String> headers, OptionalLong length) {
    private static final Set<String> FRAMING = Set.of("content-length", "transfer-encoding", "connection", "keep-alive", "upgrade",
            "trailer");

    public HttpResponse {
        headers = Map.copyOf(headers);
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("not the status of an answer: " + status);
        }
        if (length.isPresent() && length.getAsLong() < 0) {
            throw new IllegalArgumentException("the length is negative: " + length.getAsLong());
        }
        headers.forEach(HttpResponse::check);
    }

    /** Begins with a status and a type; the length is not known. */
    public static HttpResponse of(int status, String type) {
        return new HttpResponse(status, Map.of("content-type", type), OptionalLong.empty());
    }

    private static void check(String name, String value) {
        if (!name.equals(name.toLowerCase(Locale.ROOT)) || !name.matches("[a-z0-9-]+") || FRAMING.contains(name)) {
            throw new IllegalArgumentException("not a header to set: " + name);
        }
        if (value.chars().anyMatch(letter -> letter < ' ' && letter != '\t' || letter == 0x7F)) {
            throw new IllegalArgumentException("control characters in the header " + name);
        }
    }
}
