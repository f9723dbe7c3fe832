package org.jackfield.kernel.config;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jackfield.kernel.config.YamlNode.Entry;
import org.jackfield.kernel.config.YamlNode.Mapping;
import org.jackfield.kernel.config.YamlNode.Scalar;

/** Reads one entry of a list under {@code stack}. */
final class UseBinder {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final List<String> KEYS = List.of("use", "config", "required");

    private final Problems problems;

    UseBinder(Problems problems) {
        this.problems = problems;
    }

    Optional<PluginUse> use(YamlNode node, String path) {
        return switch (node) {
            case Scalar scalar -> name(scalar, path).map(name -> new PluginUse(name, Optional.empty(), true, scalar.position(), path));
            case Mapping mapping -> use(mapping, path);
            case YamlNode other -> {
                problems.add(ConfigProblem.error(other.position(), path, "expected the name of a plugin, got " + other.shown()));
                yield Optional.empty();
            }
        };
    }

    private Optional<PluginUse> use(Mapping mapping, String path) {
        Optional<String> name = Optional.empty();
        Optional<Mapping> config = Optional.empty();
        boolean required = true;
        boolean named = false;
        for (Entry entry : mapping.entries()) {
            String below = path + "." + entry.key().text();
            switch (entry.key().text()) {
                case "use" -> {
                    named = true;
                    name = name(entry.value(), below);
                }
                case "config" -> config = config(entry.value(), below);
                case "required" ->
                    required = new ScalarBinder(problems).single(ScalarForms.of(boolean.class).orElseThrow(), entry.value(), below)
                            .map(Boolean.class::cast).orElse(true);
                default -> problems.add(ConfigProblem.error(entry.key().position(), below, "unknown key",
                        Nearest.question(entry.key().text(), KEYS).orElse("an option of the plugin goes below \"config\"")));
            }
        }
        if (!named) {
            problems.add(ConfigProblem.error(mapping.position(), path, "the key \"use\" is missing: which plugin?"));
        }
        Optional<Mapping> options = config;
        boolean needed = required;
        return name.map(known -> new PluginUse(known, options, needed, mapping.position(), path));
    }

    private Optional<String> name(YamlNode node, String path) {
        if (node instanceof Scalar scalar && NAME.matcher(scalar.text()).matches() && !scalar.isNothing()) {
            return Optional.of(scalar.text());
        }
        problems.add(ConfigProblem.error(node.position(), path,
                "expected the name of a plugin (lower case letters, digits, dashes), got " + node.shown()));
        return Optional.empty();
    }

    private Optional<Mapping> config(YamlNode node, String path) {
        return switch (node) {
            case Mapping mapping -> Optional.of(mapping);
            case Scalar scalar when scalar.isNothing() -> Optional.empty();
            case YamlNode other -> {
                problems.add(ConfigProblem.error(other.position(), path, "expected a mapping, got " + other.shown()));
                yield Optional.empty();
            }
        };
    }
}
