package org.jackfield.dist.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import org.jackfield.dist.admin.AdminClient;
import org.jackfield.dist.json.Json;
import org.jackfield.kernel.ban.Ban;
import org.jackfield.kernel.ban.BanList;
import org.jackfield.kernel.ban.BanTarget;
import org.jackfield.spi.peer.IpRange;

/** Has the running node keep someone out. */
@Command(name = "ban", description = "Have the running node close the connections of a peer or an address, and refuse new ones for a time.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class BanCommand extends BaseCommand {
    /** Of the addresses of one IPv6 host. RFC 7421: a host has a whole subnet of this length to choose from. */
    private static final int SUBNET = 64;

    @Mixin private DataOption data = new DataOption();

    @Parameters(paramLabel = "PEER|IP|RANGE", description = "A peer id, an address such as 192.0.2.7 or 2001:db8::1, or a range such as 192.0.2.0/24.") private BanTarget target;

    @Option(names = "--for", paramLabel = "TIME", defaultValue = "1h", description = "How long, such as 30m, 12h or 7d. Default: 1h.") private Duration time;

    @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "Why; it stands in the list of bans, in events and in the log.") private String reason;

    @Spec private CommandSpec spec;

    @Override
    boolean run(Output output) throws IOException {
        check();
        Json answer = AdminClient.ask(data.directory().socket(), Json.object().put("command", "ban").put("target", target)
                .put("forMillis", time.toMillis()).put("reason", reason).build());
        if (output.json()) {
            output.print(answer);
        } else if (answer instanceof Json.Fields made) {
            long closed = made.whole("closed");
            output.line("banned " + made.text("target") + " until " + made.text("until") + "; closed " + closed
                    + (closed == 1 ? " connection" : " connections"));
            hint(output);
        }
        return true;
    }

    private void check() {
        if (!time.isPositive() || time.compareTo(BanList.LONGEST) > 0) {
            throw new ParameterException(spec.commandLine(), "--for is more than 0s and at most " + BanList.LONGEST.toDays() + "d");
        }
        if (reason.getBytes(StandardCharsets.UTF_8).length > Ban.MAX_REASON) {
            throw new ParameterException(spec.commandLine(), "--reason has at most " + Ban.MAX_REASON + " bytes");
        }
    }

    private void hint(Output output) {
        if (target instanceof BanTarget.OfRange(IpRange range) && !range.isIp4() && range.isSingle()) {
            output.line("an IPv6 host has other addresses to choose from; to ban them all: jackfield ban "
                    + IpRange.around(range.network(), SUBNET));
        }
    }
}
