package org.jackfield.spi.datapath;

import org.jackfield.spi.ConnectionClosed;

/** Hears from a muxed session, on its event loop. Must not block. */
public interface SessionListener {
    /** Takes a stream the peer opened. */
    void inbound(MuxedStream stream);

    /** Hears once that the session ended and all its streams with it. */
    void closed(ConnectionClosed reason);
}
