package org.jackfield.dist.cli;

import picocli.CommandLine.Option;

/** What every command and every group of commands has. */
abstract class HelpOption {
    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli sees it and shows the help
    private boolean help;
}
