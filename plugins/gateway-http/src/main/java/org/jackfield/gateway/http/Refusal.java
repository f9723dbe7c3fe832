package org.jackfield.gateway.http;

import java.util.Map;

/**
 * An answer that says no.
 *
 * @param status  400 to 599
 * @param reason  shown to the client; never what went wrong inside
 * @param headers beside those that every answer has
 */
record Refusal(int status, String reason, Map<String, String> headers) {
    Refusal {
        headers = Map.copyOf(headers);
    }

    Refusal(int status, String reason) {
        this(status, reason, Map.of());
    }
}
