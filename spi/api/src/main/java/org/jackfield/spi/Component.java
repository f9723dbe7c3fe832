package org.jackfield.spi;

import java.io.IOException;

/**
 * Something with a life: created, started after all others are created, closed in reverse order.
 *
 * <p>{@link #close} is idempotent, may be called without {@link #start}, and returns within a few seconds.
 */
public interface Component extends AutoCloseable {
    /** Starts work. May block for I/O; called once, on a virtual thread. */
    default void start() throws IOException {}

    /** Stops work and frees everything. */
    @Override
    default void close() throws IOException {}
}
