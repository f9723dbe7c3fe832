package org.jackfield.dist.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.jackfield.dist.json.Json;
import org.jackfield.dist.json.JsonReader;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerId;

/** A node as its operator sees it. */
class RunIT {
    private static final String[] RUN = {"run", "--data", "one", "--listen", "/ip4/127.0.0.1/tcp/0"};

    @TempDir Path working;
    private final Image image = Image.built();

    @Test
    void printsPeerListeningAndReadyAndStopsCleanly() throws Exception {
        try (NodeProcess node = image.start(working, RUN)) {
            assertThat(node.printed()).hasSize(3);
            PeerId peer = PeerId.parse(node.peer());
            assertThat(node.printed().get(1)).matches("listening /ip4/127\\.0\\.0\\.1/tcp/\\d+/p2p/" + peer);
            assertThat(mode("one")).isEqualTo("rwx------");
            assertThat(mode("one/identity.key")).isEqualTo("rw-------");
            assertThat(mode("one/admin.sock")).isEqualTo("rw-------");
            assertThat(node.terminate()).isZero();
            assertThat(node.log()).startsWith("limits: at most ").contains("worst case").hasLineCount(1);
            assertThat(working.resolve("one/admin.sock")).doesNotExist();
        }
        try (NodeProcess again = image.start(working, RUN)) {
            assertThat(image.run(working, "key", "show", "--data", "one").succeeded().out()).contains("peer " + again.peer() + "\n");
        }
    }

    @Test
    void refusesADataDirectoryThatAnotherNodeUses() throws Exception {
        try (NodeProcess node = image.start(working, RUN)) {
            Run second = image.run(working, RUN).failed();
            assertThat(second.out()).isEmpty();
            assertThat(second.err()).contains("in use by another node, process " + node.handle().pid()).contains("--data").hasLineCount(1);
        }
    }

    @Test
    void startsAgainAfterItWasKilled() throws Exception {
        try (NodeProcess node = image.start(working, RUN)) {
            node.handle().destroyForcibly();
            node.handle().onExit().join();
        }
        assertThat(working.resolve("one/admin.sock")).exists();
        assertThat(image.run(working, "status", "--data", "one").failed().err()).contains("no node runs on data directory");
        try (NodeProcess again = image.start(working, RUN)) {
            assertThat(image.run(working, "status", "--data", "one").succeeded().out()).contains(again.peer());
        }
    }

    @Test
    void answersStatusPeersAndConnectOverItsSocket() throws Exception {
        image.alone(working.resolve("one"));
        image.alone(working.resolve("two"));
        try (NodeProcess one = image.start(working, RUN);
                NodeProcess two = image.start(working, "run", "--data", "two", "--listen", "/ip4/127.0.0.1/tcp/0")) {
            Json.Fields made = image.run(working, "connect", "--data", "one", "--json", two.address().toString()).succeeded().json();
            assertThat(made.text("peer")).isEqualTo(two.peer());
            assertThat(image.run(working, "connect", "--data", "one", two.peer()).succeeded().out())
                    .startsWith("connected to " + two.peer());
            awaitAgent("one");
            assertThat(image.run(working, "peers", "--data", "one").succeeded().out().lines().toList()).satisfiesExactly(
                    head -> assertThat(head).matches("PEER +DIRECTION +ADDRESS +SECURITY +MUXER +STREAMS +RTT +AGE +AGENT"),
                    row -> assertThat(row)
                            .matches(two.peer()
                                    + " +outbound +/ip4/127.0.0.1/tcp/\\d+ +/noise +/yamux/1.0.0 +\\d+ +(-|[\\d.]+ ms) +\\w+ +jackfield/.*"));
            assertThat(image.run(working, "peers", "--data", "two", "--json").succeeded().out()).contains("\"direction\": \"inbound\"")
                    .contains(one.peer());
            Json.Fields status = image.run(working, "status", "--data", "one", "--json").succeeded().json();
            assertThat(status.text("peer")).isEqualTo(one.peer());
            assertThat(status.fields("connections").whole("outbound")).isEqualTo(1);
            assertThat(status.list("parts")).extracting(part -> part.text("name") + " " + part.text("state")).contains("tcp RUNNING",
                    "identify RUNNING");
            assertThat(status.fields("counters").whole("connections_opened direction=outbound")).isEqualTo(1);
            assertThat(image.run(working, "status", "--data", "one").succeeded().out()).contains("peer ").contains("plugin noise RUNNING");
            two.terminate();
            assertThat(image.run(working, "connect", "--data", "one", two.address().toString()).failed().err()).contains("connect: ");
        }
    }

    @Test
    void findsANodeOnTheSameMachineAndPingsItWithoutAnyConfig() throws Exception {
        try (NodeProcess one = image.start(working, "run", "--data", "one", "--listen", "/ip4/0.0.0.0/tcp/0");
                NodeProcess two = image.start(working, "run", "--data", "two", "--listen", "/ip4/0.0.0.0/tcp/0")) {
            for (int i = 0; i < 30 && !image.run(working, "peers", "--data", "one").succeeded().out().contains(two.peer()); i++) {
                assertThat(two.handle().isAlive()).isTrue();
            }
            assertThat(image.run(working, "ping", "--data", "one", "--count", "2", "--interval", "1", two.peer()).succeeded().out().lines())
                    .hasSize(3).last().asString().startsWith(two.peer() + ": least ");
            assertThat(image.run(working, "ping", "--data", "two", "--json", "--count", "1", one.peer()).succeeded().json().text("peer"))
                    .isEqualTo(one.peer());
            assertThat(image.run(working, "events", "--data", "one", "--kind", "peer-found").succeeded().out()).contains(two.peer(),
                    "mdns");
        }
    }

    @Test
    void tellsThatThePortIsTaken() throws Exception {
        try (NodeProcess node = image.start(working, RUN)) {
            Multiaddr taken = node.address().withoutPeer();
            Run second = image.run(working, "run", "--data", "two", "--listen", taken.toString()).failed();
            assertThat(second.err()).contains("cannot listen on " + taken);
            image.run(working, "key", "show", "--data", "two").succeeded();
        }
    }

    @Test
    void saysAllAtOnceInJson() throws Exception {
        try (NodeProcess node = image.start(working, RUN)) {
            assertThat(node.printed()).isNotEmpty();
        }
        Process process = Run.builder(image.home().resolve("bin/jackfield"), working, "run", "--data", "one", "--listen",
                "/ip4/127.0.0.1/tcp/0", "--json").start();
        try (var lines = process.inputReader()) {
            Json.Fields ready = JsonReader.object(String.valueOf(lines.readLine()));
            assertThat(ready.text("peer")).startsWith("12D3KooW");
            assertThat(ready.find("ready")).contains(new Json.Flag(true));
        } finally {
            process.destroyForcibly().onExit().join();
        }
    }

    private void awaitAgent(String data) throws IOException, InterruptedException {
        for (int i = 0; i < 20; i++) {
            if (image.run(working, "peers", "--data", data).succeeded().out().contains("jackfield/")) {
                return;
            }
        }
    }

    private String mode(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(working.resolve(file)));
    }
}
