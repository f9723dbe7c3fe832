package org.jackfield.spi;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/** Something the network or a peer did. Its message is for the operator of this node and is never sent to a peer. */
public abstract sealed class NetworkException extends IOException
        permits DialFailed, NegotiationFailed, HandshakeFailed, StreamReset, ConnectionClosed, LimitExceeded, Gated, ProtocolViolation,
        DeadlineExpired {
    private static final long serialVersionUID = 1L;

    private final long code;

    NetworkException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code.value();
    }

    /** Gives the code that the peer is, or was, told. */
    public ErrorCode code() {
        return new ErrorCode(code);
    }
}
