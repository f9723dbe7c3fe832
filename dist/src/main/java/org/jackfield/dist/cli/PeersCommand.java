package org.jackfield.dist.cli;

import java.io.IOException;
import java.time.Duration;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import org.jackfield.dist.admin.AdminClient;
import org.jackfield.dist.json.Json;
import org.jackfield.dist.text.Table;
import org.jackfield.dist.text.Units;

/** Lists whom the running node is connected to. */
@Command(name = "peers", description = "List the connections of the running node.")
final class PeersCommand extends BaseCommand {
    @Mixin private DataOption data = new DataOption();

    @Override
    boolean run(Output output) throws IOException {
        Json answer = AdminClient.ask(data.directory().socket(), Json.object().put("command", "peers").build());
        if (output.json()) {
            output.print(answer);
            return true;
        }
        Table table = new Table("PEER", "DIRECTION", "ADDRESS", "SECURITY", "MUXER", "STREAMS", "AGE", "AGENT");
        for (Json.Fields peer : Json.object().put("peers", answer).build().list("peers")) {
            table.row(peer.text("peer"), peer.text("direction"), peer.text("address"), peer.text("security"), peer.text("muxer"),
                    peer.whole("streams"),
                    Units.age(Duration.ofMillis(peer.whole("ageMillis"))), peer.find("agent").map(_ -> peer.text("agent")).orElse("-"));
        }
        output.table(table);
        return true;
    }
}
