package org.jackfield.spi;

import org.jspecify.annotations.Nullable;

/** The connection a stream ran on is gone. */
public final class ConnectionClosed extends NetworkException {
    private static final long serialVersionUID = 1L;

    private final boolean remote;

    public ConnectionClosed(boolean remote, ErrorCode code, String message, @Nullable Throwable cause) {
        super(code, message, cause);
        this.remote = remote;
    }

    /** Tells whether the peer or the network did it, rather than this node. */
    public boolean remote() {
        return remote;
    }
}
