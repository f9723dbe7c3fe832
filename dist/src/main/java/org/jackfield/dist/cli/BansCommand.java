package org.jackfield.dist.cli;

import java.io.IOException;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import org.jackfield.dist.admin.AdminClient;
import org.jackfield.dist.json.Json;
import org.jackfield.dist.text.Table;
import org.jackfield.dist.text.Units;
import org.jackfield.kernel.ban.BanTarget;

/** Lists whom the running node keeps out, and ends bans. */
@Command(name = "bans", description = "List the bans of the running node, or end one.")
final class BansCommand extends BaseCommand {
    @Mixin private DataOption data = new DataOption();

    @Option(names = "--remove", paramLabel = "PEER|IP|RANGE", description = "End this ban, written as in the list.") private @Nullable BanTarget remove;

    @Override
    boolean run(Output output) throws IOException {
        return remove == null ? list(output) : remove(remove, output);
    }

    private boolean remove(BanTarget target, Output output) throws IOException {
        Json answer = AdminClient.ask(data.directory().socket(), Json.object().put("command", "unban").put("target", target).build());
        if (output.json()) {
            output.print(answer);
        } else {
            output.line(target + " is no longer banned");
        }
        return true;
    }

    private boolean list(Output output) throws IOException {
        Json answer = AdminClient.ask(data.directory().socket(), Json.object().put("command", "bans").build());
        if (output.json()) {
            output.print(answer);
            return true;
        }
        Table table = new Table("BANNED", "LEFT", "UNTIL", "REASON");
        for (Json.Fields ban : Json.object().put("bans", answer).build().list("bans")) {
            table.row(ban.text("target"), Units.age(Duration.ofMillis(ban.whole("leftMillis"))), ban.text("until"), ban.text("reason"));
        }
        output.table(table);
        return true;
    }
}
