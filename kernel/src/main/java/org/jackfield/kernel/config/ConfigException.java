package org.jackfield.kernel.config;

import java.util.List;
import java.util.stream.Collectors;

/** The config cannot be used; the message has one line per problem. */
public final class ConfigException extends Exception {
    private final transient List<ConfigProblem> problems;

    ConfigException(List<ConfigProblem> problems) {
        super(problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** Gives the errors, at least one, then the warnings. */
    public List<ConfigProblem> problems() {
        return problems;
    }
}
