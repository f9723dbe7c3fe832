package org.jackfield.kernel.connection;

import java.time.Instant;

import org.jackfield.spi.Connection;

/** A connection that tells when it was of use. */
public interface Managed extends Connection {
    /** Gives when a stream was last opened or ended, or the connection made. */
    Instant lastUsed();

    /** Says who wanted the connection, in words; empty if the peer did, or nobody can tell. */
    String why();
}
