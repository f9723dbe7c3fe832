package org.jackfield.dist.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import org.jackfield.dist.admin.AdminClient;
import org.jackfield.dist.json.Json;
import org.jackfield.dist.text.Plain;
import org.jackfield.dist.text.Table;
import org.jackfield.dist.text.Units;
import org.jackfield.spi.multiformats.MalformedException;

/** Shows how the running node fares. */
@Command(name = "status", description = "Show how the running node fares.")
final class StatusCommand extends BaseCommand {
    private static final Json ZERO = new Json.Whole(0);

    @Mixin private DataOption data = new DataOption();

    @Override
    boolean run(Output output) throws IOException {
        Json answer = AdminClient.ask(data.directory().socket(), Json.object().put("command", "status").build());
        if (output.json()) {
            output.print(answer);
        } else if (answer instanceof Json.Fields status) {
            show(status, output);
        } else {
            throw new MalformedException("expected an object");
        }
        return true;
    }

    private static void show(Json.Fields status, Output output) {
        Table facts = new Table("", "");
        facts.row("peer", status.text("peer"));
        facts.row("version", status.text("version"));
        facts.row("process", status.whole("pid"));
        facts.row("data", status.text("data"));
        facts.row("uptime", Units.age(Duration.ofMillis(status.whole("uptimeMillis"))));
        texts(status, "addresses", "address", facts);
        texts(status, "gateways", "gateway", facts);
        Json.Fields connections = status.fields("connections");
        facts.row("connections", connections.whole("inbound") + " inbound, " + connections.whole("outbound") + " outbound");
        facts.row("streams", status.whole("streams"));
        texts(status, "protocols", "protocol", facts);
        Json.Fields memory = status.fields("memory");
        facts.row("heap", Units.size(memory.whole("heapUsed")) + " of at most " + Units.size(memory.whole("heapMax")));
        if (memory.find("resident").isPresent()) {
            facts.row("resident", Units.size(memory.whole("resident")));
        }
        for (Map.Entry<String, Json> counter : status.fields("counters").values().entrySet()) {
            if (!counter.getValue().equals(ZERO)) {
                facts.row(counter.getKey(), counter.getValue());
            }
        }
        facts.lines().stream().skip(1).forEach(output::line);
        parts(status, output);
    }

    private static void texts(Json.Fields status, String field, String name, Table facts) {
        if (status.values().get(field) instanceof Json.Items items) {
            items.values().forEach(each -> facts.row(name, each instanceof Json.Text text ? text.value() : each));
        }
    }

    private static void parts(Json.Fields status, Output output) {
        for (Json.Fields part : status.list("parts")) {
            String cause = part.find("cause").map(_ -> "(" + part.text("cause").replaceAll("\\s*\\n\\s*", "; ") + ")").orElse("");
            output.line("plugin " + Plain.of(part.text("name")) + " " + part.text("state") + Plain.of(cause));
        }
    }
}
