package org.jackfield.dist.launch;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.jackfield.kernel.config.ConfigException;
import org.jackfield.kernel.config.ConfigFile;
import org.jackfield.kernel.config.ConfigProblem;
import org.jackfield.kernel.config.NodeConfig;
import org.jackfield.kernel.config.Problems;
import org.jackfield.kernel.plugin.BoundStack;
import org.jackfield.kernel.plugin.Platform;
import org.jackfield.kernel.plugin.PluginCatalog;
import org.jackfield.kernel.plugin.PluginEntry.Loaded;
import org.jackfield.kernel.plugin.PluginLoader;
import org.jackfield.kernel.plugin.StackBinder;

/**
 * A config, the plugins that were found, and what the one picks of the other.
 *
 * @param config   with defaults where it cannot be read
 * @param catalog  of the plugins directory
 * @param stack    what the config picks
 * @param problems what is wrong, errors and warnings
 */
public record Setup(NodeConfig config, PluginCatalog catalog, BoundStack stack, List<ConfigProblem> problems) {
    public Setup {
        problems = List.copyOf(problems);
    }

    /**
     * Reads the config and loads the plugins. What is wrong is among the problems.
     *
     * @param file empty for a node with defaults
     */
    public static Setup read(Installation installation, Optional<Path> file) {
        Problems problems = new Problems();
        NodeConfig config = file.map(path -> ConfigFile.read(path, problems)).orElseGet(NodeConfig::defaults);
        PluginCatalog catalog = new PluginLoader(Platform.ofKernel()).load(installation.home().resolve(config.plugins().directory()));
        return of(config, catalog, problems);
    }

    /**
     * Reads the config alone.
     *
     * @throws ConfigException with what is wrong with the file
     */
    public static NodeConfig config(Optional<Path> file) throws ConfigException {
        Problems problems = new Problems();
        NodeConfig config = file.map(path -> ConfigFile.read(path, problems)).orElseGet(NodeConfig::defaults);
        problems.throwIfErrors();
        return config;
    }

    /** Brings a config and a catalog together. */
    public static Setup of(NodeConfig config, PluginCatalog catalog, Problems problems) {
        BoundStack stack = StackBinder.bind(config, catalog, problems);
        return new Setup(config, catalog, stack, problems.all());
    }

    /**
     * Gives this setup if a node can be made of it.
     *
     * @throws ConfigException with all problems, errors first
     */
    public Setup orThrow() throws ConfigException {
        Problems all = new Problems();
        problems.forEach(all::add);
        all.throwIfErrors();
        return this;
    }

    /** Gives what stops a start. */
    public List<ConfigProblem> errors() {
        return of(ConfigProblem.Severity.ERROR);
    }

    /** Gives what does not stop a start, but for {@link #notices}. */
    public List<ConfigProblem> warnings() {
        List<String> notices = notices();
        return of(ConfigProblem.Severity.WARNING).stream().filter(problem -> !notices.contains(problem.message())).toList();
    }

    /** Gives what is worth knowing about plugins that work. */
    public List<String> notices() {
        return catalog.entries().stream().filter(Loaded.class::isInstance).map(Loaded.class::cast)
                .flatMap(loaded -> loaded.notices().stream()).toList();
    }

    private List<ConfigProblem> of(ConfigProblem.Severity severity) {
        return problems.stream().filter(problem -> problem.severity() == severity).toList();
    }
}
