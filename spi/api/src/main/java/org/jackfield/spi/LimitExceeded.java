package org.jackfield.spi;

/** A limit of this node stood in the way. The message names the limit, its value, the current use and the config key. */
public final class LimitExceeded extends NetworkException {
    private static final long serialVersionUID = 1L;

    public LimitExceeded(String message) {
        super(ErrorCode.RESOURCE_LIMIT, message, null);
    }
}
