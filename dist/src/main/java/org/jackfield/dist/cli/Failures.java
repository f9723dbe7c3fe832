package org.jackfield.dist.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;

import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

import org.jackfield.dist.admin.AdminRefused;
import org.jackfield.dist.admin.DialRows;
import org.jackfield.dist.json.Json;
import org.jackfield.kernel.config.ConfigException;
import org.jackfield.kernel.config.ConfigProblem;
import org.jackfield.spi.DialFailed;

/** Tells on standard error what went wrong; with {@code --json} also on standard output. */
final class Failures {
    private Failures() {}

    static int usage(ParameterException wrong, String[] arguments) {
        PrintStream err = err();
        err.println("jackfield: " + wrong.getMessage());
        if (!UnmatchedArgumentException.printSuggestions(wrong, new java.io.PrintWriter(err, true, StandardCharsets.UTF_8))) {
            err.println("See: " + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        }
        err.flush();
        return ExitCode.USAGE;
    }

    static int execution(Exception failure, CommandLine line, ParseResult parsed) {
        PrintStream err = err();
        String message = message(failure);
        err.println(failure instanceof ConfigException ? message : "jackfield: " + message);
        err.flush();
        if (line.getCommand() instanceof BaseCommand command && command.json()) {
            Output.standard(true).print(json(failure, message));
        }
        return ExitCode.FAILURE;
    }

    /** What the world does has words of its own; anything else is a mistake in this program, and its trace is of use. */
    private static String message(Exception failure) {
        return switch (failure) {
            case DialFailed dial when dial.attempts().size() > 1 -> rows(dial);
            case FileSystemException file -> file.getFile() + ": " + reason(file);
            case ConfigException _, IOException _, CommandFailed _ when failure.getMessage() != null -> failure.getMessage();
            default -> {
                LoggerFactory.getLogger(Failures.class).error("unexpected", failure);
                yield "failed unexpectedly: " + failure;
            }
        };
    }

    private static String rows(DialFailed dial) {
        StringBuilder rows = new StringBuilder("no address answered");
        dial.attempts().forEach(attempt -> rows.append("\n  ").append(attempt));
        return rows.toString();
    }

    /** The JDK leaves the reason out where the class says it. */
    private static String reason(FileSystemException failure) {
        String reason = failure.getReason();
        return reason != null
                ? reason
                : failure.getClass().getSimpleName().replaceAll("Exception$", "").replaceAll("([a-z])([A-Z])", "$1 $2")
                        .toLowerCase(java.util.Locale.ROOT);
    }

    private static Json json(Exception failure, String message) {
        Json.Builder answer = Json.object().put("error", message);
        switch (failure) {
            case ConfigException config -> answer.put("problems", problems(config.problems()));
            case DialFailed dial -> answer.put("attempts", DialRows.json(dial));
            case AdminRefused refused -> refused.attempts().ifPresent(rows -> answer.put("attempts", rows));
            default -> {
                // the words say all
            }
        }
        return answer.build();
    }

    static Json problems(java.util.List<ConfigProblem> problems) {
        return new Json.Items(problems.stream()
                .<Json>map(problem -> Json.object().put("severity", problem.severity().name().toLowerCase(java.util.Locale.ROOT))
                        .put("file", problem.file()).put("line", problem.line()).put("column", problem.column()).put("path", problem.path())
                        .put("message", problem.message()).put("suggestion", problem.suggestion()).build())
                .toList());
    }

    static PrintStream err() {
        return new PrintStream(System.err, false, StandardCharsets.UTF_8);
    }
}
