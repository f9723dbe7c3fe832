package org.jackfield.dist.cli;

import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import org.jackfield.dist.admin.AdminClient;
import org.jackfield.dist.json.Json;
import org.jackfield.dist.text.Plain;
import org.jackfield.dist.text.Table;
import org.jackfield.dist.text.Units;

/** Lists whom the running node is connected to. */
@Command(name = "peers", description = "List the connections of the running node.")
final class PeersCommand extends BaseCommand {
    private static final Duration PAUSE = Duration.ofSeconds(2);

    @Mixin private DataOption data = new DataOption();

    @Option(names = "--why", description = "Explain each connection, and why peers that were connected in the last hour are not any more.") private boolean why;

    @Option(names = "--sort", paramLabel = "ORDER", defaultValue = "age", description = "By: ${COMPLETION-CANDIDATES}. Default: age, the oldest first.") private PeerOrder order = PeerOrder.AGE;

    @Option(names = "--watch", description = "Show it again every two seconds, until interrupted.") private boolean watch;

    @Override
    boolean run(Output output) throws IOException, InterruptedException {
        List<Json.Fields> rows = ask();
        if (!watch) {
            if (output.json()) {
                output.print(new Json.Items(List.copyOf(rows)));
            } else {
                lines(rows).forEach(output::line);
            }
            return true;
        }
        while (!output.isBroken()) {
            show(rows, output);
            boolean _ = new CountDownLatch(1).await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            rows = ask();
        }
        return true;
    }

    private static void show(List<Json.Fields> rows, Output output) {
        if (output.json()) {
            output.printLine(new Json.Items(List.copyOf(rows)));
            return;
        }
        output.repaint();
        lines(rows).forEach(output::line);
    }

    /** Open connections in the order asked for, then those that went. */
    private List<Json.Fields> ask() throws IOException {
        Json.Builder request = Json.object().put("command", "peers");
        Json answer = AdminClient.ask(data.directory().socket(), (why ? request.put("why", true) : request).build());
        List<Json.Fields> all = Json.object().put("peers", answer).build().list("peers");
        List<Json.Fields> rows = new ArrayList<>(all.stream().filter(row -> !isGone(row)).sorted(order.order()).toList());
        all.stream().filter(PeersCommand::isGone).forEach(rows::add);
        return rows;
    }

    private static boolean isGone(Json.Fields row) {
        return row.find("goneMillis").isPresent();
    }

    private static List<String> lines(List<Json.Fields> rows) {
        if (rows.stream().noneMatch(row -> row.find("why").isPresent())) {
            return table(rows);
        }
        List<String> lines = new ArrayList<>();
        for (Json.Fields row : rows) {
            lines.add(Plain.of(row.text("peer") + "  " + state(row)));
            if (row.values().get("why") instanceof Json.Items words) {
                words.values().forEach(each -> lines.add("  " + Plain.of(each instanceof Json.Text text ? text.value() : each.toString())));
            }
        }
        return lines;
    }

    private static String state(Json.Fields row) {
        if (isGone(row)) {
            return "gone " + Units.age(Duration.ofMillis(row.whole("goneMillis"))) + " ago";
        }
        return row.text("direction") + " for " + Units.age(Duration.ofMillis(row.whole("ageMillis"))) + ", " + agent(row);
    }

    private static List<String> table(List<Json.Fields> rows) {
        Table table = new Table("PEER", "DIRECTION", "ADDRESS", "SECURITY", "MUXER", "STREAMS", "RTT", "AGE", "AGENT");
        for (Json.Fields peer : rows) {
            table.row(peer.text("peer"), peer.text("direction"), peer.text("address"), peer.text("security"), peer.text("muxer"),
                    peer.whole("streams"), roundTrip(peer), Units.age(Duration.ofMillis(peer.whole("ageMillis"))), agent(peer));
        }
        return table.lines();
    }

    private static String roundTrip(Json.Fields row) {
        return row.find("roundTripMicros").isPresent()
                ? Units.precise(Duration.of(row.whole("roundTripMicros"), ChronoUnit.MICROS))
                : "-";
    }

    private static String agent(Json.Fields row) {
        return row.find("agent").isPresent() ? row.text("agent") : "-";
    }
}
