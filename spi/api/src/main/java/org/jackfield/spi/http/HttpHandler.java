package org.jackfield.spi.http;

import java.io.IOException;

/** Answers one request, on a virtual thread of the component that contributed the route. */
@FunctionalInterface
public interface HttpHandler {
    /**
     * Reads the request and answers. When it throws before it has answered, the client gets status 500 and nothing else; afterwards the
     * connection is cut, so that the client does not take a part for the whole. Either is one line in the node's log, unless the cause is
     * the client's: an {@link IOException} that the exchange threw.
     */
    void handle(HttpExchange exchange) throws IOException;
}
