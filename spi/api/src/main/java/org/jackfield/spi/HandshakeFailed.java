package org.jackfield.spi;

/** The security handshake failed, or the peer is not who it should be. */
public final class HandshakeFailed extends NetworkException {
    private static final long serialVersionUID = 1L;

    public HandshakeFailed(String message) {
        super(ErrorCode.PROTOCOL_VIOLATION, message, null);
    }

    public HandshakeFailed(String message, Throwable cause) {
        super(ErrorCode.PROTOCOL_VIOLATION, message, cause);
    }
}
