package org.jackfield.spi.datapath;

import java.io.EOFException;
import java.io.IOException;

import org.jackfield.spi.ConnectionClosed;
import org.jackfield.spi.DeadlineExpired;
import org.jackfield.spi.ProtocolViolation;
import org.jackfield.spi.StreamReset;

/**
 * Makes a failure that many threads meet fit to throw: one exception thrown twice mixes up stack traces and breaks try-with-resources, which
 * cannot add an exception to itself as suppressed.
 */
final class Failures {
    private Failures() {}

    /** Gives an exception of the same kind and content, with the caller's stack; the original is its cause where the kind has one. */
    static IOException again(IOException failure) {
        return switch (failure) {
            case StreamReset reset -> new StreamReset(reset.remote(), reset.code());
            case ConnectionClosed closed -> again(closed);
            case ProtocolViolation violation -> new ProtocolViolation(String.valueOf(violation.getMessage()), violation);
            case DeadlineExpired expired -> new DeadlineExpired(String.valueOf(expired.getMessage()), expired);
            case EOFException end -> (EOFException) new EOFException(end.getMessage()).initCause(end);
            default -> new IOException(failure.getMessage(), failure);
        };
    }

    /** Gives the same end of a connection with the caller's stack. */
    static ConnectionClosed again(ConnectionClosed closed) {
        return new ConnectionClosed(closed.remote(), closed.code(), String.valueOf(closed.getMessage()), closed);
    }
}
