package org.jackfield.dist.cli;

import java.util.concurrent.Callable;

import picocli.CommandLine.Option;

import org.jackfield.dist.log.StderrLog;
import org.jackfield.dist.log.StderrLog.Verbosity;

/** What all commands have in common. */
abstract class BaseCommand extends HelpOption implements Callable<Integer> {
    @Option(names = "--json", description = "Print the result as JSON.") private boolean json;

    @Option(names = "--log-level", paramLabel = "LEVEL", defaultValue = "warn", description = "How much to log on standard error: ${COMPLETION-CANDIDATES}. Default: warn.") private Verbosity level = Verbosity.WARN;

    /**
     * Does the work.
     *
     * @return whether it was done
     */
    abstract boolean run(Output output) throws Exception;

    @Override
    public final Integer call() throws Exception {
        StderrLog.set(level);
        return run(Output.standard(json)) ? ExitCode.SUCCESS : ExitCode.FAILURE;
    }

    final boolean json() {
        return json;
    }
}
