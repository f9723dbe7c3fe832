package org.jackfield.spi;

/** Something took longer than its deadline. */
public final class DeadlineExpired extends NetworkException {
    private static final long serialVersionUID = 1L;

    public DeadlineExpired(String message) {
        super(ErrorCode.NONE, message, null);
    }

    public DeadlineExpired(String message, Throwable cause) {
        super(ErrorCode.NONE, message, cause);
    }
}
