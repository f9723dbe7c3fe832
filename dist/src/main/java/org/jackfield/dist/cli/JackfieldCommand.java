package org.jackfield.dist.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;

import org.jackfield.dist.launch.Installation;

/** The whole command line. */
@Command(name = "jackfield", versionProvider = JackfieldCommand.Version.class, synopsisSubcommandLabel = "COMMAND", description = "A libp2p node in which every part is a plugin.")
final class JackfieldCommand extends HelpOption {
    @Option(names = {"-V", "--version"}, versionHelp = true, description = "Show the version.")
    @SuppressWarnings("UnusedVariable") // picocli sees it and shows the version
    private boolean version;

    /** Gives the version of the program and of Java. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[]{"jackfield " + Installation.version() + " (Java " + Runtime.version() + ")"};
        }
    }
}
