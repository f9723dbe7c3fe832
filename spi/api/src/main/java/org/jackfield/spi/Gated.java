package org.jackfield.spi;

/** A policy of this node refused a peer or an address. The message names the {@link Gater} and its reason. */
public final class Gated extends NetworkException {
    private static final long serialVersionUID = 1L;

    public Gated(String message) {
        super(ErrorCode.GATED, message, null);
    }
}
