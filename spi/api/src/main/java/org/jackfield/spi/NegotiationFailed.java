package org.jackfield.spi;

/** The two sides speak no common protocol, or the peer broke the negotiation. */
public final class NegotiationFailed extends NetworkException {
    private static final long serialVersionUID = 1L;

    public NegotiationFailed(String message) {
        super(ErrorCode.NEGOTIATION_FAILED, message, null);
    }

    public NegotiationFailed(String message, Throwable cause) {
        super(ErrorCode.NEGOTIATION_FAILED, message, cause);
    }
}
