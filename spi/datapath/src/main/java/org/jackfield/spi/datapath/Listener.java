package org.jackfield.spi.datapath;

import java.io.IOException;

import org.jackfield.spi.peer.Multiaddr;

/** A place where links come in. */
public interface Listener extends AutoCloseable {
    /** Gives the bound address, with its real port; an unspecified IP stays unspecified. */
    Multiaddr address();

    /** Stops accepting; accepted links live on. Idempotent. */
    @Override
    void close() throws IOException;
}
