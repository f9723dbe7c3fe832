package org.jackfield.dist.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import org.jackfield.dist.admin.AdminClient;
import org.jackfield.dist.json.Json;
import org.jackfield.dist.text.Units;
import org.jackfield.kernel.dial.DialObserver;
import org.jackfield.kernel.host.Node;
import org.jackfield.proto.ping.PingClient;
import org.jackfield.spi.Connection;
import org.jackfield.spi.PeerStream;

/** Measures round trips to a peer. */
@Command(name = "ping", description = "Measure round trips: to a peer id from the running node, to an address from a node of its own.")
final class PingCommand extends ClientCommand {
    @Mixin private PeerTarget target = new PeerTarget();

    @Option(names = {"-c", "--count"}, paramLabel = "N", defaultValue = "5", description = "How many. Default: 5.") private int count = 5;

    @Option(names = {"-i",
        "--interval"}, paramLabel = "MILLIS", defaultValue = "200", description = "Time between two. Default: 200.") private long interval = 200;

    @Override
    boolean run(Output output) throws Exception {
        if (target.address().isPresent()) {
            return super.run(output);
        }
        repeat(target.toString(), this::askNode, output);
        return true;
    }

    @Override
    boolean run(Node node, Output output) throws IOException, InterruptedException {
        try (Connection connection = node.dial(target.address().orElseThrow(), deadline(), DialObserver.NONE);
                PeerStream stream = connection.open(PingClient.ID, deadline())) {
            repeat(connection.remotePeer().toString(), () -> once(stream), output);
            stream.closeWrite();
            return true;
        }
    }

    private void repeat(String peer, Pinging pinging, Output output) throws IOException, InterruptedException {
        List<Duration> times = new ArrayList<>();
        while (times.size() < count) {
            pause(times.size());
            Duration time = pinging.once();
            times.add(time);
            if (!output.json()) {
                output.line("ping " + times.size() + " of " + count + ": " + Units.precise(time));
            }
        }
        summary(peer, times, output);
    }

    private Duration once(PeerStream stream) throws IOException {
        stream.deadline(deadline());
        return PingClient.once(stream);
    }

    private Duration askNode() throws IOException {
        Json answer = AdminClient.ask(data().socket(), Json.object().put("command", "ping").put("peer", target).build());
        return Duration.ofNanos(Json.object().put("ping", answer).build().fields("ping").whole("nanos"));
    }

    /** Waits for something that does not come. */
    private void pause(int done) throws InterruptedException {
        if (done > 0 && new CountDownLatch(1).await(interval, TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("nobody counts this down");
        }
    }

    private static void summary(String peer, List<Duration> times, Output output) {
        if (output.json()) {
            output.print(Json.object().put("peer", peer)
                    .put("millis", new Json.Items(times.stream().<Json>map(time -> new Json.Real(millis(time))).toList()))
                    .build());
        } else if (!times.isEmpty()) {
            List<Duration> sorted = times.stream().sorted().toList();
            output.line(peer + ": least " + Units.precise(Collections.min(times)) + ", median "
                    + Units.precise(sorted.get(sorted.size() / 2)) + ", most "
                    + Units.precise(Collections.max(times)));
        }
    }

    private static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }

    /** One round trip. */
    @FunctionalInterface
    private interface Pinging {
        Duration once() throws IOException;
    }
}
