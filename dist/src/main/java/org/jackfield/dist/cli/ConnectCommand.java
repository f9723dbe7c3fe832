package org.jackfield.dist.cli;

import java.io.IOException;
import java.time.Duration;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import org.jackfield.dist.admin.AdminClient;
import org.jackfield.dist.json.Json;
import org.jackfield.dist.text.Units;

/** Has the running node connect to a peer. */
@Command(name = "connect", description = "Have the running node connect to a peer.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ConnectCommand extends BaseCommand {
    @Mixin private DataOption data = new DataOption();

    @Mixin private PeerTarget target = new PeerTarget();

    @Override
    boolean run(Output output) throws IOException {
        target.address();
        Json answer = AdminClient.ask(data.directory().socket(), Json.object().put("command", "connect").put("peer", target).build());
        if (output.json()) {
            output.print(answer);
        } else if (answer instanceof Json.Fields made) {
            output.line("connected to " + made.text("peer") + " at " + made.text("address") + " over " + made.text("security") + " and "
                    + made.text("muxer") + " in " + Units.precise(Duration.ofMillis(made.whole("tookMillis"))));
        }
        return true;
    }
}
