package org.jackfield.dist.cli;

/** What the process ends with. */
final class ExitCode {
    /** It was done. */
    static final int SUCCESS = 0;
    /** It was not done. */
    static final int FAILURE = 1;
    /** The arguments make no sense. */
    static final int USAGE = 2;

    private ExitCode() {}
}
