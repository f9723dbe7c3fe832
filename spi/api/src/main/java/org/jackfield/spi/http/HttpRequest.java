package org.jackfield.spi.http;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a client asks for; all of it is the client's word. How much it can be is bounded by the gateway's options.
 *
 * @param method     {@code HEAD} for a route of {@code GET} that is asked for its head alone
 * @param path       as sent, without the query
 * @param parameters the segments in braces by their names, decoded; those of {@code {name...}} joined by slashes
 * @param query      the query's fields, decoded, with their values in order
 * @param headers    by name in lower case, with their values in order
 * @param remote     who asks, or the proxy that does
 */
public record HttpRequest(String method, String path, Map<String, String> parameters, Map<String, List<String>> query,
        Map<String, List<String>> headers, InetSocketAddress remote) {
    public HttpRequest {
        parameters = Map.copyOf(parameters);
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
    }

    /**
     * Gives a segment of the path.
     *
     * @throws IllegalArgumentException if the route has none of that name
     */
    public String parameter(String name) {
        String value = parameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no {" + name + "}: it has " + parameters.keySet());
        }
        return value;
    }

    /** Gives the first value of a header. */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** Gives the first value of a field of the query. */
    public Optional<String> query(String name) {
        return query.getOrDefault(name, List.of()).stream().findFirst();
    }
}
