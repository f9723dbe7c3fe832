package org.jackfield.kernel.plugin;

/** Ends the loading of one plugin. */
final class PluginRefused extends Exception {
    private final transient PluginProblem problem;

    PluginRefused(PluginProblem problem) {
        super(problem.message());
        this.problem = problem;
    }

    PluginRefused(PluginProblem problem, Throwable cause) {
        super(problem.message(), cause);
        this.problem = problem;
    }

    PluginProblem problem() {
        return problem;
    }
}
