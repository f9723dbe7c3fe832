package org.jackfield.spi.multiformats;

/**
 * Bytes or text that came from outside and do not follow their format. The message says what was expected and what came; it never
 * quotes more than a few dozen characters of the input.
 */
public final class MalformedException extends IllegalArgumentException {

    public MalformedException(String message) {
        super(message);
    }

    public MalformedException(String message, Throwable cause) {
        super(message, cause);
    }
}
