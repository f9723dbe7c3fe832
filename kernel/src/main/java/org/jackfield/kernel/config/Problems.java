package org.jackfield.kernel.config;

import java.util.ArrayList;
import java.util.List;

import org.jackfield.kernel.config.ConfigProblem.Severity;

/** Collects everything wrong with a config, so that the operator sees all of it at once. Not thread-safe. */
public final class Problems {
    private final List<ConfigProblem> found = new ArrayList<>();

    /** Adds a problem. */
    public void add(ConfigProblem problem) {
        found.add(problem);
    }

    /** Gives all problems, in the order in which they were found. */
    public List<ConfigProblem> all() {
        return List.copyOf(found);
    }

    /** Gives those that stop the start. */
    public List<ConfigProblem> errors() {
        return of(Severity.ERROR);
    }

    /** Gives those that do not stop the start. */
    public List<ConfigProblem> warnings() {
        return of(Severity.WARNING);
    }

    /**
     * Ends here if there is an error.
     *
     * @throws ConfigException with all problems, errors first
     */
    public void throwIfErrors() throws ConfigException {
        List<ConfigProblem> sorted = new ArrayList<>(errors());
        if (!sorted.isEmpty()) {
            sorted.addAll(warnings());
            throw new ConfigException(sorted);
        }
    }

    private List<ConfigProblem> of(Severity severity) {
        return found.stream().filter(problem -> problem.severity() == severity).toList();
    }
}
