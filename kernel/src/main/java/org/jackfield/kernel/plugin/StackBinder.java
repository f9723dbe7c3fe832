package org.jackfield.kernel.plugin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jackfield.kernel.config.ConfigProblem;
import org.jackfield.kernel.config.ConfigProblem.Severity;
import org.jackfield.kernel.config.Nearest;
import org.jackfield.kernel.config.NodeConfig;
import org.jackfield.kernel.config.PluginUse;
import org.jackfield.kernel.config.PluginsConfig;
import org.jackfield.kernel.config.Position;
import org.jackfield.kernel.config.Problems;
import org.jackfield.kernel.config.RecordBinder;
import org.jackfield.kernel.config.StackConfig;
import org.jackfield.kernel.config.YamlNode.Mapping;
import org.jackfield.kernel.plugin.PluginEntry.Failed;
import org.jackfield.kernel.plugin.PluginEntry.Loaded;
import org.jackfield.spi.Component;

/** Brings together what the config picks and what the catalog has. */
public final class StackBinder {
    private final PluginCatalog catalog;
    private final Problems problems;
    private final List<BoundPlugin<?>> bound = new ArrayList<>();
    private final List<PluginUse> missing = new ArrayList<>();

    private StackBinder(PluginCatalog catalog, Problems problems) {
        this.catalog = catalog;
        this.problems = problems;
    }

    /**
     * Finds each plugin of the config and fills its options. A plugin named in the config is required unless its entry says otherwise; a
     * broken one that nobody needs becomes a warning.
     */
    public static BoundStack bind(NodeConfig config, PluginCatalog catalog, Problems problems) {
        StackBinder binder = new StackBinder(catalog, problems);
        catalog.conflicts()
                .forEach(conflict -> problems.add(ConfigProblem.error(Position.of(conflict.plugin().toString()), "", conflict.message())));
        binder.report(config.plugins());
        PluginKind.ALL.forEach(kind -> binder.bind(kind, config.stack()));
        return new BoundStack(binder.bound, binder.missing);
    }

    private void report(PluginsConfig config) {
        for (PluginEntry entry : catalog.entries()) {
            switch (entry) {
                case Failed failed -> {
                    Severity severity = config.required().contains(failed.label()) ? Severity.ERROR : Severity.WARNING;
                    problems.add(new ConfigProblem(severity, Position.of(failed.location().toString()), "", failed.cause().message(),
                            Optional.empty()));
                }
                case Loaded loaded -> loaded.warnings().forEach(warning -> problems.add(
                        ConfigProblem.warning(Position.of(loaded.descriptor().location().map(Object::toString).orElse(loaded.label())), "",
                                warning)));
            }
        }
        List<String> labels = catalog.entries().stream().map(PluginEntry::label).toList();
        config.required().stream().filter(name -> !labels.contains(name)).forEach(name -> problems.add(new ConfigProblem(Severity.ERROR,
                Position.of(config.directory().toString()), "plugins.required", "no plugin \"" + name + "\" in the plugins directory",
                Nearest.question(name, labels))));
    }

    private <T extends Component> void bind(PluginKind<T> kind, StackConfig stack) {
        Map<String, String> seen = new HashMap<>();
        List<PluginUse> uses = kind.uses().apply(stack);
        for (int i = 0; i < uses.size(); i++) {
            PluginUse use = uses.get(i);
            String path = use.path().isEmpty() ? "stack." + kind.key() + "[" + i + "]" : use.path();
            String before = seen.putIfAbsent(use.name(), path);
            Optional<LoadedProvider<T>> provider = catalog.find(kind, use.name());
            if (before != null) {
                problems.add(ConfigProblem.error(use.position(), path, use.name() + " is already used at " + before, "remove one of them"));
            } else if (provider.isPresent()) {
                bound.add(new BoundPlugin<>(use, path, provider.get(), options(use, path, provider.get())));
            } else {
                problems.add(absent(kind, use, path));
                missing.add(use);
            }
        }
    }

    private Record options(PluginUse use, String path, LoadedProvider<?> provider) {
        Optional<Mapping> written = use.config();
        return written.isPresent()
                ? new RecordBinder(problems).bind(provider.defaults(), written.get(), path + ".config")
                : provider.defaults();
    }

    private ConfigProblem absent(PluginKind<?> kind, PluginUse use, String path) {
        List<String> names = catalog.names(kind);
        String message = "no plugin provides " + kind.noun() + " \"" + use.name() + "\"; found: "
                + (names.isEmpty() ? "none" : String.join(", ", names));
        Optional<String> suggestion = nearest(kind, use.name());
        return new ConfigProblem(use.required() ? Severity.ERROR : Severity.WARNING, use.position(), path, message, suggestion);
    }

    private Optional<String> nearest(PluginKind<?> kind, String name) {
        Optional<String> elsewhere = catalog.providers().stream().filter(provider -> provider.name().equals(name)).map(LoadedProvider::kind)
                .findFirst()
                .map(other -> "\"" + name + "\" is a " + other.noun() + ": it goes below stack." + other.key());
        Optional<String> broken = catalog.failed().stream().map(Failed::label).filter(label -> label.contains(name)).findFirst()
                .map(label -> label + " did not load");
        List<String> lost = catalog.failed().stream().map(Failed::label).toList();
        return elsewhere.or(() -> broken).or(() -> Nearest.to(name, catalog.names(kind)).map(near -> "nearest: " + near))
                .or(() -> lost.isEmpty() ? Optional.empty() : Optional.of("not loaded: " + String.join(", ", lost)));
    }
}
