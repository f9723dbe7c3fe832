package org.jackfield.dist.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.jackfield.dist.json.Json;
import org.jackfield.dist.json.JsonReader;

/** Who is connected and why, what happened, and who is kept out, as the operator asks a running node. */
class OperatorIT {
    private static final String[] ONE = {"run", "--data", "one", "--config", "one.yaml", "--listen", "/ip4/127.0.0.1/tcp/0"};
    private static final String[] TWO = {"run", "--data", "two", "--listen", "/ip4/127.0.0.1/tcp/0"};

    @TempDir Path working;
    private final Image image = Image.built();

    @BeforeEach
    void keepTheSecondAlone() throws IOException {
        image.alone(working.resolve("two"));
    }

    @Test
    void explainsEachConnectionAndWhyOneEnded() throws Exception {
        try (NodeProcess one = start(); NodeProcess two = image.start(working, TWO)) {
            image.run(working, "connect", "--data", "one", two.address().toString()).succeeded();
            await("peers --data one --why", out -> out.contains("jackfield/"));
            String why = image.run(working, "peers", "--data", "one", "--why").succeeded().out();
            assertThat(why).startsWith(two.peer() + "  outbound for ").contains("  this node dialed /ip4/127.0.0.1/tcp/")
                    .contains("  secured by /noise, muxed by /yamux/1.0.0");
            assertThat(image.run(working, "peers", "--data", "two", "--why").succeeded().out()).startsWith(one.peer() + "  inbound for ")
                    .contains("  the peer dialed this node from /ip4/127.0.0.1/tcp/");
            two.terminate();
            String after = await("peers --data one --why", out -> out.contains("gone"));
            assertThat(after).contains(two.peer() + "  gone ").contains("  ended by the peer or the network");
        }
    }

    @Test
    void ordersPeersByRoundTripAndShowsThemAgainAndAgain() throws Exception {
        try (NodeProcess one = start(); NodeProcess two = image.start(working, TWO)) {
            image.run(working, "connect", "--data", "one", two.address().toString()).succeeded();
            image.run(working, "ping", "--data", "one", "--count", "1", two.peer()).succeeded();
            Json.Fields row = image.run(working, "peers", "--data", "one", "--sort", "latency", "--json").succeeded().items().getFirst();
            assertThat(row.whole("roundTripMicros")).isPositive();
            Process watch = Run.builder(image.home().resolve("bin/jackfield"), working, "peers", "--data", "one", "--watch", "--json")
                    .start();
            try (BufferedReader lines = watch.inputReader()) {
                assertThat(String.valueOf(lines.readLine())).contains(two.peer());
                two.terminate();
                String line;
                do {
                    line = String.valueOf(lines.readLine());
                } while (line.contains(two.peer()));
                assertThat(line).isEqualTo("[]");
            } finally {
                watch.destroyForcibly().onExit().join();
            }
            assertThat(one.handle().isAlive()).isTrue();
        }
    }

    @Test
    void tellsWhatHappenedAndFollows() throws Exception {
        try (NodeProcess _ = start(); NodeProcess two = image.start(working, TWO)) {
            Process follow = Run.builder(image.home().resolve("bin/jackfield"), working, "events", "--data", "one", "--follow", "--json",
                    "--kind", "connected,disconnected").start();
            try (BufferedReader lines = follow.inputReader()) {
                image.run(working, "connect", "--data", "one", two.address().toString()).succeeded();
                Json.Fields connected = JsonReader.object(String.valueOf(lines.readLine()));
                assertThat(connected.text("kind")).isEqualTo("connected");
                assertThat(connected.text("peer")).isEqualTo(two.peer());
                assertThat(connected.fields("details").text("direction")).isEqualTo("outbound");
                two.terminate();
                assertThat(String.valueOf(lines.readLine())).contains("\"disconnected\"");
            } finally {
                follow.destroyForcibly().onExit().join();
            }
            Json.Fields all = image.run(working, "events", "--data", "one", "--json", "--since", "10m", "--limit", "5000").succeeded()
                    .json();
            assertThat(all.list("events")).extracting(event -> event.text("kind")).contains("self-updated", "connected", "disconnected");
            assertThat(image.run(working, "events", "--data", "one", "--peer", two.peer(), "--kind", "connected").succeeded().out())
                    .hasLineCount(1).contains("connected", two.peer(), "outbound to /ip4/127.0.0.1/tcp/");
            assertThat(image.run(working, "events", "--data", "one", "--kind", "weather").err()).contains("no kind of event",
                    "stream-opened");
        }
    }

    @Test
    void keepsABannedPeerOutAcrossAKill() throws Exception {
        try (NodeProcess two = image.start(working, TWO)) {
            try (NodeProcess one = start()) {
                image.run(working, "connect", "--data", "one", two.address().toString()).succeeded();
                Json.Fields made = image.run(working, "ban", "--data", "one", two.peer(), "--for", "2h", "--reason", "spams", "--json")
                        .succeeded().json();
                one.handle().destroyForcibly();
                one.handle().onExit().join();
                assertThat(made.whole("closed")).isEqualTo(1);
            }
            try (NodeProcess again = start()) {
                assertThat(image.run(working, "bans", "--data", "one").succeeded().out()).contains(two.peer()).contains("spams");
                assertThat(image.run(working, "connect", "--data", "one", two.address().toString()).failed().err()).contains("banned until",
                        "spams");
                image.run(working, "connect", "--data", "two", again.address().toString());
                await("peers --data two", out -> !out.contains(again.peer()));
                assertThat(image.run(working, "bans", "--data", "one", "--remove", two.peer()).succeeded().out()).contains("no longer");
                assertThat(image.run(working, "bans", "--data", "one", "--remove", two.peer()).failed().err()).contains("is not banned");
                image.run(working, "connect", "--data", "one", two.address().toString()).succeeded();
            }
        }
    }

    @Test
    void knowsItsPeersAfterAKill() throws Exception {
        try (NodeProcess two = image.start(working, TWO)) {
            try (NodeProcess one = start()) {
                image.run(working, "connect", "--data", "one", two.address().toString()).succeeded();
                for (int i = 0; i < 100 && !Files.exists(working.resolve("one/peers.snapshot")); i++) {
                    image.run(working, "peers", "--data", "one").succeeded();
                }
                one.handle().destroyForcibly();
                one.handle().onExit().join();
            }
            try (NodeProcess _ = start()) {
                image.run(working, "connect", "--data", "one", two.peer()).succeeded();
            }
        }
    }

    @Test
    void setsDamagedFilesAsideAndSaysWhere() throws Exception {
        Files.createDirectory(working.resolve("one"));
        for (String name : List.of("peers.snapshot", "bans.snapshot")) {
            Files.writeString(working.resolve("one").resolve(name), "damaged");
        }
        try (NodeProcess one = start()) {
            assertThat(one.log()).contains("peers.snapshot.corrupt-", "bans.snapshot.corrupt-", "bans were lost");
        }
    }

    private NodeProcess start() throws IOException {
        Files.writeString(working.resolve("one.yaml"), "peers: {save-interval: 1s}\nstack: {discovery: []}\n");
        return image.start(working, ONE);
    }

    private String await(String command, Predicate<String> holds) throws IOException, InterruptedException {
        String out = "";
        for (int i = 0; i < 30; i++) {
            out = image.run(working, command.split(" ")).succeeded().out();
            if (holds.test(out)) {
                return out;
            }
        }
        throw new AssertionError(command + " gave in the end: " + out);
    }
}
