package org.jackfield.dist.cli;

/** A command cannot be done; the message is for the user. */
final class CommandFailed extends Exception {
    private static final long serialVersionUID = 1L;

    CommandFailed(String message) {
        super(message);
    }
}
