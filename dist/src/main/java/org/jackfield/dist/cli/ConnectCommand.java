package org.jackfield.dist.cli;

import java.io.IOException;
import java.time.Duration;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import org.jackfield.dist.admin.AdminClient;
import org.jackfield.dist.json.Json;
import org.jackfield.dist.text.Units;
import org.jackfield.spi.multiformats.MalformedException;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerId;

/** Has the running node connect to a peer. */
@Command(name = "connect", description = "Have the running node connect to a peer.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ConnectCommand extends BaseCommand {
    @Mixin private DataOption data = new DataOption();

    @Parameters(paramLabel = "MULTIADDR|PEER", description = "Where, such as /ip4/192.0.2.1/tcp/4001/p2p/<peer id>; or whom, if the node knows where.") private String target;

    @Spec private CommandSpec spec;

    @Override
    boolean run(Output output) throws IOException {
        check();
        Json answer = AdminClient.ask(data.directory().socket(), Json.object().put("command", "connect").put("peer", target).build());
        if (output.json()) {
            output.print(answer);
        } else if (answer instanceof Json.Fields made) {
            output.line("connected to " + made.text("peer") + " at " + made.text("address") + " over " + made.text("security") + " and "
                    + made.text("muxer") + " in " + Units.precise(Duration.ofMillis(made.whole("tookMillis"))));
        }
        return true;
    }

    private void check() {
        try {
            if (target.startsWith("/")) {
                Multiaddr.parse(target);
            } else {
                PeerId.parse(target);
            }
        } catch (MalformedException e) {
            throw new ParameterException(spec.commandLine(), "neither a multiaddr nor a peer id: " + e.getMessage(), e);
        }
    }
}
