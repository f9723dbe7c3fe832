package org.jackfield.kernel.config;

import java.util.Optional;

/**
 * One thing the operator should change.
 *
 * @param severity   an error stops the start, a warning is only shown
 * @param position   where it stands
 * @param path       the option, such as {@code host.listen[1]}; empty if it is the file as a whole
 * @param message    what was expected and what came
 * @param suggestion what to write or do instead, if that is known
 */
public record ConfigProblem(Severity severity, Position position, String path, String message, Optional<String> suggestion) {
    /** How bad it is. */
    public enum Severity {
        /** Stops the start. */
        ERROR,
        /** Is shown, and the node starts. */
        WARNING
    }

    /** Gives an error without a suggestion. */
    public static ConfigProblem error(Position position, String path, String message) {
        return new ConfigProblem(Severity.ERROR, position, path, message, Optional.empty());
    }

    /** Gives an error with a suggestion. */
    public static ConfigProblem error(Position position, String path, String message, String suggestion) {
        return new ConfigProblem(Severity.ERROR, position, path, message, Optional.of(suggestion));
    }

    /** Gives a warning. */
    public static ConfigProblem warning(Position position, String path, String message) {
        return new ConfigProblem(Severity.WARNING, position, path, message, Optional.empty());
    }

    /** Gives the name of the file. */
    public String file() {
        return position.file();
    }

    /** Gives the line, from 1; 0 if the problem is the file as a whole. */
    public int line() {
        return position.line();
    }

    /** Gives the column, from 1; 0 if the problem is the file as a whole. */
    public int column() {
        return position.column();
    }

    /** Gives {@code file:line:column: path: message; suggestion}, a warning with the word before it. */
    @Override
    public String toString() {
        String where = (severity == Severity.WARNING ? "warning: " : "") + position + ": " + (path.isEmpty() ? "" : path + ": ");
        return where + message + suggestion.map(text -> "; " + text).orElse("");
    }
}
