package org.jackfield.dist.cli;

import java.io.IOException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import org.jackfield.dist.admin.AdminClient;
import org.jackfield.dist.json.Json;
import org.jackfield.dist.text.Table;
import org.jackfield.dist.text.Units;
import org.jackfield.kernel.limits.Dimension;
import org.jackfield.spi.multiformats.MalformedException;

/** Shows the limits of the running node and how much of them is in use. */
@Command(name = "limits", description = "Show the limits of the running node and their use.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class LimitsCommand extends BaseCommand {
    private static final int WHOLE = 100;

    @Mixin private DataOption data = new DataOption();

    @Option(names = "--min-used", paramLabel = "PERCENT", defaultValue = "0%", description = "Only limits of which at least this part is in use, such as 80%%. Default: 0%%.") private String least = "0%";

    @Spec private CommandSpec spec;

    @Override
    boolean run(Output output) throws IOException {
        Json answer = AdminClient.ask(data.directory().socket(),
                Json.object().put("command", "limits").put("minUsedPercent", percent()).build());
        if (output.json()) {
            output.print(answer);
        } else if (answer instanceof Json.Fields limits) {
            show(limits, output);
        } else {
            throw new MalformedException("expected an object");
        }
        return true;
    }

    private static void show(Json.Fields limits, Output output) {
        output.line(limits.text("summary"));
        Table table = new Table("SCOPE", "LIMIT", "USED", "OF", "PART", "CONFIG");
        for (Json.Fields row : limits.list("limits")) {
            boolean memory = row.text("limit").equals(Dimension.MEMORY.key());
            long used = row.whole("used");
            long most = row.whole("of");
            table.row(row.text("scope"), row.text("limit"), memory ? Units.size(used) : used, memory ? Units.size(most) : most,
                    row.whole("percent") + "%", row.text("key"));
        }
        output.table(table);
    }

    private long percent() {
        String digits = least.endsWith("%") ? least.substring(0, least.length() - 1) : least;
        if (!digits.matches("\\d{1,3}") || Long.parseLong(digits) > WHOLE) {
            throw new ParameterException(spec.commandLine(), "--min-used is 0% to 100%, not " + least);
        }
        return Long.parseLong(digits);
    }
}
