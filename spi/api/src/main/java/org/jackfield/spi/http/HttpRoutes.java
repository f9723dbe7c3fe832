package org.jackfield.spi.http;

import java.util.List;

/** Implemented by a component of any kind that answers HTTP requests, wherever the node has a {@link Gateway}. */
@FunctionalInterface
public interface HttpRoutes {
    /** Tells what is answered, and how; read once, after the component has started. May be empty. */
    List<HttpRoute> routes();
}
