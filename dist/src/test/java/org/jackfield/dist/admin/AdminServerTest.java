package org.jackfield.dist.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.jackfield.dist.json.Json;

class AdminServerTest {
    @TempDir Path directory;
    private Path socket;
    private AdminServer server;

    @BeforeEach
    void start() throws IOException {
        socket = directory.resolve("admin.sock");
        server = AdminServer.start(socket, AdminServerTest::answer);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private static Json answer(Json.Fields request) throws IOException {
        return switch (request.text("command")) {
            case "echo" -> request;
            case "fail" -> throw new IOException("the reason");
            default -> throw new IllegalStateException("a mistake");
        };
    }

    @Test
    void answersARequest() throws IOException {
        Json.Fields request = Json.object().put("command", "echo").put("text", "ü\n").build();
        assertThat(AdminClient.ask(socket, request)).isEqualTo(request);
    }

    @Test
    void givesTheReasonOfAFailureInItsOwnWords() {
        assertThatThrownBy(() -> AdminClient.ask(socket, Json.object().put("command", "fail").build())).isInstanceOf(IOException.class)
                .hasMessage("the reason");
        assertThatThrownBy(() -> AdminClient.ask(socket, Json.object().put("command", "err").build())).hasMessage("a mistake");
        assertThatThrownBy(() -> AdminClient.ask(socket, Json.object().build())).hasMessage("expected a text \"command\"");
    }

    @Test
    void onlyTheOwnerCanConnect() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket))).isEqualTo("rw-------");
        assertThat(directory.toFile().list()).containsExactly("admin.sock");
    }

    @Test
    void refusesARequestThatIsTooLong() throws IOException {
        assertThat(raw("x".repeat(Line.MAX_REQUEST + 10_000) + "\n")).contains("at most " + Line.MAX_REQUEST);
    }

    @Test
    void refusesWhatIsNoJson() throws IOException {
        assertThat(raw("hello\n")).startsWith("{\"error\":\"not JSON");
    }

    @Test
    void servesOthersWhileOneSaysNothing() throws IOException {
        List<SocketChannel> silent = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            silent.add(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
        }
        answersARequest();
        for (SocketChannel each : silent) {
            each.close();
        }
        answersARequest();
    }

    @Test
    void replacesTheSocketThatACrashLeftBehind() throws IOException {
        server.close();
        Files.createFile(socket);
        server = AdminServer.start(socket, AdminServerTest::answer);
        answersARequest();
    }

    @Test
    void removesItsSocketAndTellsThatNoNodeRuns() throws IOException {
        server.close();
        assertThat(socket).doesNotExist();
        assertThatThrownBy(() -> AdminClient.ask(socket, Json.object().put("command", "echo").build())).isInstanceOf(IOException.class)
                .hasMessageContaining("no node runs").hasMessageContaining(directory.toString());
    }

    private String raw(String request) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8)));
            return Line.read(channel, Line.MAX_ANSWER);
        }
    }
}
