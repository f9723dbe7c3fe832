package org.jackfield.dist.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import org.jackfield.dist.json.Json;
import org.jackfield.dist.launch.Setup;
import org.jackfield.dist.text.Table;
import org.jackfield.kernel.plugin.BoundPlugin;
import org.jackfield.kernel.plugin.LoadedProvider;
import org.jackfield.kernel.plugin.PluginEntry;
import org.jackfield.kernel.plugin.PluginEntry.Failed;
import org.jackfield.kernel.plugin.PluginEntry.Loaded;
import org.jackfield.kernel.plugin.PluginProblem;

/** About the plugins directory; needs no running node. */
@Command(name = "plugins", description = "List and verify the plugins.", synopsisSubcommandLabel = "COMMAND", subcommands = {
    PluginsCommand.Show.class, PluginsCommand.Verify.class})
final class PluginsCommand extends HelpOption {
    /** Lists what was found. */
    @Command(name = "list", description = "List the plugins found, what each provides and whether the config uses it.")
    static final class Show extends BaseCommand {
        @Mixin private ConfigOption config = new ConfigOption();

        @Override
        boolean run(Output output) throws IOException {
            Setup setup = config.setup();
            if (output.json()) {
                output.print(rows(setup));
                return true;
            }
            Table table = new Table("PLUGIN", "KIND", "NAME", "USED", "MODULE", "VERSION", "SPI");
            for (PluginEntry entry : setup.catalog().entries()) {
                switch (entry) {
                    case Loaded loaded -> loaded.providers()
                            .forEach(provider -> table.row(loaded.label(), provider.kind().noun(), provider.name(),
                                    isUsed(setup, provider) ? "yes" : "no", loaded.descriptor().module(),
                                    loaded.descriptor().version().orElse("-"),
                                    loaded.descriptor().spi().orElse("-")));
                    case Failed failed -> table.row(failed.label(), "-", "-", "FAILED", "-", "-", "-");
                }
            }
            output.table(table);
            setup.catalog().failed().forEach(failed -> output.line(failed.cause().message()));
            return true;
        }
    }

    /** Checks what was found. */
    @Command(name = "verify", description = "Check that every plugin can be loaded and that no two have one name.")
    static final class Verify extends BaseCommand {
        @Mixin private ConfigOption config = new ConfigOption();

        @Override
        boolean run(Output output) throws IOException {
            Setup setup = config.setup();
            List<String> problems = new ArrayList<>(setup.catalog().failed().stream().map(failed -> failed.cause().message()).toList());
            setup.catalog().conflicts().stream().map(PluginProblem::message).forEach(problems::add);
            if (output.json()) {
                output.print(Json.object().put("valid", problems.isEmpty()).put("problems", Json.texts(problems))
                        .put("plugins", rows(setup)).build());
                return problems.isEmpty();
            }
            for (PluginEntry entry : setup.catalog().entries()) {
                if (entry instanceof Loaded loaded) {
                    output.line("ok " + loaded.label());
                    loaded.notices().forEach(notice -> output.line("  note: " + notice));
                    for (Map.Entry<Path, String> digest : loaded.digests().entrySet()) {
                        output.line("  " + digest.getValue() + "  " + digest.getKey().getFileName());
                    }
                }
            }
            problems.forEach(output::line);
            return problems.isEmpty();
        }
    }

    private static boolean isUsed(Setup setup, LoadedProvider<?> provider) {
        return setup.stack().plugins().stream().map(BoundPlugin::provider).anyMatch(provider::equals);
    }

    private static Json rows(Setup setup) throws IOException {
        List<Json> rows = new ArrayList<>();
        for (PluginEntry entry : setup.catalog().entries()) {
            rows.add(switch (entry) {
                case Loaded loaded -> row(setup, loaded);
                case Failed failed -> Json.object().put("plugin", failed.label()).put("state", "FAILED").put("location", failed.location())
                        .put("cause", failed.cause().message()).build();
            });
        }
        return new Json.Items(rows);
    }

    private static Json row(Setup setup, Loaded loaded) throws IOException {
        List<Json> providers = loaded.providers().stream()
                .<Json>map(provider -> Json.object().put("kind", provider.kind().key()).put("name", provider.name())
                        .put("used", isUsed(setup, provider)).build())
                .toList();
        Json.Builder jars = Json.object();
        loaded.digests().forEach((jar, digest) -> jars.put(String.valueOf(jar.getFileName()), digest));
        return Json.object().put("plugin", loaded.label()).put("state", "LOADED").put("location", loaded.descriptor().location())
                .put("module", loaded.descriptor().module()).put("version", loaded.descriptor().version())
                .put("spi", loaded.descriptor().spi())
                .put("provides", new Json.Items(providers)).put("sha256", jars.build())
                .put("notices", loaded.notices().stream().collect(Collectors.joining("\n"))).build();
    }
}
