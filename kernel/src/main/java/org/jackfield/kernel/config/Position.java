package org.jackfield.kernel.config;

/**
 * A place in a config file.
 *
 * @param file   as the operator named it
 * @param line   from 1; 0 if the place is the file as a whole
 * @param column from 1, counted in characters; 0 if the place is the file as a whole
 */
public record Position(String file, int line, int column) {
    /** The place of everything nobody wrote down. */
    public static final Position BUILT_IN = new Position("(built-in defaults)", 0, 0);

    /** Gives the file as a whole. */
    public static Position of(String file) {
        return new Position(file, 0, 0);
    }

    /** Gives {@code file:line:column}, or {@code file} alone if there is no line. */
    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }
}
