package org.jackfield.spi;

/** A stream was cut, by either side. */
public final class StreamReset extends NetworkException {
    private static final long serialVersionUID = 1L;

    private final boolean remote;

    public StreamReset(boolean remote, ErrorCode code) {
        super(code, "stream reset by " + (remote ? "the peer" : "this node") + " (" + code + ")", null);
        this.remote = remote;
    }

    /** Tells whether the peer did it. */
    public boolean remote() {
        return remote;
    }
}
