package org.jackfield.spi;

/** The peer broke a protocol; ends the stream or connection it happened on. */
public final class ProtocolViolation extends NetworkException {
    private static final long serialVersionUID = 1L;

    public ProtocolViolation(String message) {
        super(ErrorCode.PROTOCOL_VIOLATION, message, null);
    }

    public ProtocolViolation(String message, Throwable cause) {
        super(ErrorCode.PROTOCOL_VIOLATION, message, cause);
    }
}
