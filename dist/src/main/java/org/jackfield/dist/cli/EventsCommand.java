package org.jackfield.dist.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import org.jackfield.dist.admin.AdminClient;
import org.jackfield.dist.json.Json;
import org.jackfield.dist.text.Plain;
import org.jackfield.kernel.event.EventKind;
import org.jackfield.spi.multiformats.MalformedException;
import org.jackfield.spi.peer.PeerId;

/** Shows what happened on the running node. */
@Command(name = "events", description = "Show what happened on the running node: the last events of each kind, oldest first.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class EventsCommand extends BaseCommand {
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int PAGE = 1000;
    private static final int MAX_LIMIT = 5000;

    @Mixin private DataOption data = new DataOption();

    @Option(names = {"-f", "--follow"}, description = "Go on showing events as they happen, until interrupted.") private boolean follow;

    @Option(names = "--kind", paramLabel = "KIND", split = ",", completionCandidates = Kinds.class, description = "Only these: ${COMPLETION-CANDIDATES}. May be repeated.") private List<EventKind> kinds = List
            .of();

    @Option(names = "--peer", paramLabel = "PEER", description = "Only events about this peer.") private @Nullable PeerId peer;

    @Option(names = "--since", paramLabel = "TIME", description = "Only events of this last time, such as 10m.") private @Nullable Duration since;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "100", description = "Show the newest N. Default: 100.") private int limit = 100;

    @Spec private CommandSpec spec;

    /** The words for {@code --kind}. */
    static final class Kinds implements Iterable<String> {
        @Override
        public java.util.Iterator<String> iterator() {
            return EventKind.words().iterator();
        }
    }

    @Override
    boolean run(Output output) throws IOException, InterruptedException {
        check();
        Json.Builder first = request(limit);
        if (since != null) {
            first.put("sinceMillis", since.toMillis());
        }
        Json.Fields answer = ask(first);
        if (!follow) {
            if (output.json()) {
                output.print(answer);
            } else {
                answer.list("events").forEach(event -> output.line(line(event)));
            }
            return true;
        }
        long seen = show(answer, answer.whole("last"), output);
        while (!output.isBroken()) {
            pause();
            seen = next(seen, output);
        }
        return true;
    }

    private void check() {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new ParameterException(spec.commandLine(), "--limit is 1 to " + MAX_LIMIT + ": " + limit);
        }
    }

    /** Shows what came after a number, and gives the number to go on from. A node that was started again counts from the beginning. */
    private long next(long seen, Output output) throws IOException {
        Json.Fields answer = ask(request(PAGE).put("after", seen));
        long last = answer.whole("last");
        return last < seen ? 0 : show(answer, Math.max(seen, answer.list("events").size() < PAGE ? last : seen), output);
    }

    private static long show(Json.Fields answer, long seen, Output output) {
        long newest = seen;
        for (Json.Fields event : answer.list("events")) {
            if (output.json()) {
                output.printLine(event);
            } else {
                output.line(line(event));
            }
            newest = Math.max(newest, event.whole("sequence"));
        }
        return newest;
    }

    private Json.Builder request(int most) {
        Json.Builder request = Json.object().put("command", "events").put("limit", most).put("kinds", Json.texts(kinds));
        if (peer != null) {
            request.put("peer", peer);
        }
        return request;
    }

    private Json.Fields ask(Json.Builder request) throws IOException {
        Json answer = AdminClient.ask(data.directory().socket(), request.build());
        if (answer instanceof Json.Fields fields) {
            return fields;
        }
        throw new MalformedException("expected an object");
    }

    private static String line(Json.Fields event) {
        String who = event.find("peer").isPresent() ? event.text("peer") : "-";
        return Plain.of("%s  %-13s  %s".formatted(event.text("time"), event.text("kind"), who)) + "  " + Plain.of(event.text("text"));
    }

    private static void pause() throws InterruptedException {
        boolean _ = new CountDownLatch(1).await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }
}
