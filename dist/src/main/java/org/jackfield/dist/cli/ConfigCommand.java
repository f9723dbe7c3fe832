package org.jackfield.dist.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import org.jackfield.dist.json.Json;
import org.jackfield.dist.json.JsonReader;
import org.jackfield.dist.launch.Setup;
import org.jackfield.kernel.config.ConfigPrinter;
import org.jackfield.kernel.config.ConfigSchema;

/** About the config; needs no running node. */
@Command(name = "config", description = "Check and show the config.", synopsisSubcommandLabel = "COMMAND", subcommands = {
    ConfigCommand.Check.class, ConfigCommand.Show.class, ConfigCommand.Schema.class})
final class ConfigCommand extends HelpOption {
    /** Tells whether a node would start with it. */
    @Command(name = "check", description = "Check the config and the plugins it needs; starts nothing.")
    static final class Check extends BaseCommand {
        @Mixin private ConfigOption config = new ConfigOption();

        @Override
        boolean run(Output output) {
            Setup setup = config.setup();
            boolean good = setup.errors().isEmpty();
            if (output.json()) {
                output.print(Json.object().put("valid", good).put("problems", Failures.problems(setup.problems())).build());
                return good;
            }
            setup.errors().forEach(problem -> output.line(problem.toString()));
            setup.warnings().forEach(problem -> output.line(problem.toString()));
            if (good) {
                output.line("ok: " + config.file().map(Object::toString).orElse("no config file, every option is at its default"));
            }
            return good;
        }
    }

    /** Prints every option. */
    @Command(name = "show", description = "Print the config in effect: every option, written or default.")
    static final class Show extends BaseCommand {
        @Mixin private ConfigOption config = new ConfigOption();

        @Override
        boolean run(Output output) throws Exception {
            Setup setup = config.setup().orThrow();
            String yaml = ConfigPrinter.print(setup.config(), setup.stack().configs());
            if (output.json()) {
                output.print(Json.object().put("yaml", yaml).build());
            } else {
                output.line(yaml.stripTrailing());
            }
            return true;
        }
    }

    /** Prints what may stand in a config. */
    @Command(name = "schema", description = "Print the JSON Schema of the config, with the options of every plugin found.")
    static final class Schema extends BaseCommand {
        @Mixin private ConfigOption config = new ConfigOption();

        @Override
        boolean run(Output output) {
            output.print(JsonReader.read(ConfigSchema.json(config.setup().catalog().defaults())));
            return true;
        }
    }
}
