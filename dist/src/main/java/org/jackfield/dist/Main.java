package org.jackfield.dist;

import org.jackfield.dist.cli.CommandLines;

/** Where the process begins. */
public final class Main {
    private Main() {}

    /** Runs one command and ends with its exit code. */
    public static void main(String[] arguments) {
        System.exit(CommandLines.execute(arguments));
    }
}
