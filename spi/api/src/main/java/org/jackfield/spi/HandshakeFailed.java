package org.jackfield.spi;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.jackfield.spi.peer.PeerId;

/** The security handshake failed, or the peer is not who it should be. */
public final class HandshakeFailed extends NetworkException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable PeerId actual;

    public HandshakeFailed(String message) {
        super(ErrorCode.PROTOCOL_VIOLATION, message, null);
        this.actual = null;
    }

    public HandshakeFailed(String message, Throwable cause) {
        super(ErrorCode.PROTOCOL_VIOLATION, message, cause);
        this.actual = null;
    }

    /**
     * Says that somebody else answered than who was expected.
     *
     * @param actual who it is, proved or only said
     */
    public HandshakeFailed(String message, PeerId actual) {
        super(ErrorCode.PROTOCOL_VIOLATION, message, null);
        this.actual = actual;
    }

    /** Gives who answered, if that is what was wrong. */
    public Optional<PeerId> actual() {
        return Optional.ofNullable(actual);
    }
}
