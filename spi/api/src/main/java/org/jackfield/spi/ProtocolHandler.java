package org.jackfield.spi;

import java.io.IOException;

/** Serves one inbound stream of a protocol, on a virtual thread of its own. */
@FunctionalInterface
public interface ProtocolHandler {
    /**
     * Talks. When it returns, the kernel calls {@link PeerStream#closeWrite} and {@link PeerStream#close}; when it throws, the stream is
     * reset and logged with peer and protocol, and nothing else suffers.
     */
    void handle(PeerStream stream) throws IOException;
}
