package org.jackfield.dist.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.jackfield.dist.json.Json;
import org.jackfield.spi.peer.Multiaddr;

/** Commands that need no running node of one's own, against one that runs elsewhere. */
class ClientIT {
    @TempDir static Path working;
    private static final Image IMAGE = Image.built();
    private static NodeProcess node;

    @BeforeAll
    static void start() throws Exception {
        Files.writeString(working.resolve("server.yaml"), "stack:\n  protocols: [ping, identify, perf]\n");
        node = IMAGE.start(working, "run", "--config", "server.yaml", "--data", "server", "--listen", "/ip4/127.0.0.1/tcp/0");
    }

    @AfterAll
    static void stop() throws Exception {
        node.close();
    }

    @Test
    void probeShowsEachStage() throws Exception {
        Run run = IMAGE.run(working, "probe", node.address().toString()).succeeded();
        assertThat(run.out().lines().map(line -> line.replaceAll(" {2,}.*", ""))).startsWith("STAGE", "connect", "security negotiation",
                "handshake",
                "muxer negotiation", "identify", "ping");
        assertThat(run.out()).contains("observed /ip4/127.0.0.1/tcp/").contains("protocol /perf/1.0.0")
                .contains("address " + node.address().withoutPeer());
        assertThat(working.resolve("jackfield-data")).doesNotExist();
    }

    @Test
    void probeGivesTheSameToPrograms() throws Exception {
        Json.Fields report = IMAGE.run(working, "probe", "--json", node.address().withoutPeer().toString()).succeeded().json();
        assertThat(report.text("peer")).isEqualTo(node.peer());
        assertThat(report.text("security")).isEqualTo("/noise");
        assertThat(report.text("muxer")).isEqualTo("/yamux/1.0.0");
        assertThat(report.text("agent")).startsWith("jackfield/");
        assertThat(report.list("stages")).hasSize(6).allSatisfy(stage -> assertThat(stage.text("state")).isEqualTo("ok"));
    }

    @Test
    void probeTellsThatAnotherPeerAnswers() throws Exception {
        Multiaddr wrong = node.address().withoutPeer()
                .withPeer(org.jackfield.spi.peer.PeerId.parse("12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA"));
        Run run = IMAGE.run(working, "probe", wrong.toString()).failed();
        assertThat(run.out()).containsPattern("connect +ok")
                .containsPattern("handshake +failed .*12D3KooWD3eck.*the peer is " + node.peer())
                .containsPattern("ping +skipped").contains("advice: ");
    }

    @Test
    void probeTellsThatNobodyListens() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Run run = IMAGE.run(working, "probe", "--json", "/ip4/127.0.0.1/tcp/" + port).failed();
        List<Json.Fields> stages = run.json().list("stages");
        assertThat(stages.getFirst().text("state")).isEqualTo("failed");
        assertThat(stages.getFirst().text("detail")).containsIgnoringCase("refused");
        assertThat(stages.subList(1, stages.size())).allSatisfy(stage -> assertThat(stage.text("state")).isEqualTo("skipped"));
    }

    @Test
    void probeTellsThatSomethingElseListens() throws Exception {
        try (ServerSocket web = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (var socket = web.accept()) {
                    socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                    socket.getInputStream().readAllBytes();
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            Run run = IMAGE.run(working, "probe", "--timeout", "3", "/ip4/127.0.0.1/tcp/" + web.getLocalPort()).failed();
            assertThat(run.out()).containsPattern("connect +ok").containsPattern("(security negotiation|handshake) +failed")
                    .contains("no libp2p");
        }
    }

    @Test
    void pingMeasuresRoundTrips() throws Exception {
        assertThat(IMAGE.run(working, "ping", "--count", "2", "--interval", "1", node.address().toString()).succeeded().out().lines())
                .satisfiesExactly(first -> assertThat(first).matches("ping 1 of 2: .* ms"),
                        second -> assertThat(second).startsWith("ping 2"),
                        last -> assertThat(last).startsWith(node.peer() + ": least "));
        Json.Fields answer = IMAGE.run(working, "ping", "--json", "--count", "3", "--interval", "1", node.address().toString()).succeeded()
                .json();
        assertThat(((Json.Items) answer.values().get("millis")).values()).hasSize(3);
    }

    @Test
    void perfMeasuresThroughput() throws Exception {
        Run run = IMAGE.run(working, "perf", "--upload", "1MiB", "--download", "2MiB", "--json", node.address().toString()).succeeded();
        assertThat(run.json().fields("upload").whole("bytes")).isEqualTo(1 << 20);
        assertThat(run.json().fields("download").whole("bytes")).isEqualTo(2 << 20);
    }

    @Test
    void failuresAreOneLineOrOneJsonObject() throws Exception {
        Run run = IMAGE.run(working, "ping", "--json", "/ip4/127.0.0.1/tcp/1").failed();
        assertThat(run.json().text("error")).contains("/ip4/127.0.0.1/tcp/1").contains("connect");
        assertThat(run.err()).startsWith("jackfield: ").hasLineCount(1);
        assertThat(IMAGE.run(working, "ping", "nonsense").code()).isEqualTo(2);
    }
}
