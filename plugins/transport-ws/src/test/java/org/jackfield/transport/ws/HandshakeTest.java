package org.jackfield.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.jackfield.spi.Deadline;
import org.jackfield.spi.HandshakeFailed;
import org.jackfield.spi.datapath.Link;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.tck.FakeInbound;
import org.jackfield.spi.tck.FakePluginContext;

/** What a socket must say to become a link. The dialer stands on a trusted proxy. The key and its answer are those of RFC 6455, section 1.3. */
@Timeout(60)
class HandshakeTest {
    private static final String UPGRADE = "Host: a\r\nConnection: keep-alive, Upgrade\r\nUpgrade: WebSocket\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

    private final BlockingQueue<Link.Raw> accepted = new LinkedBlockingQueue<>();
    private final FakePluginContext context = new FakePluginContext();
    private final WsTransport transport = new WsTransport(new WsConfig(WsConfig.DEFAULTS.maxFrame(),
            List.of("https://app.example"), List.of("127.0.0.0/8"), TlsOptions.DEFAULTS, WsConfig.DEFAULTS.socket()), context);
    private int port;

    @BeforeEach
    void listen() throws IOException {
        context.started();
        transport.start();
        Multiaddr bound = transport
                .listen(Multiaddr.parse("/ip4/127.0.0.1/tcp/0/ws/http-path/node%2Fone"),
                        FakeInbound.proxiesOnly(link -> accepted.add((Link.Raw) link)))
                .address();
        port = bound.socketAddress().orElseThrow().getPort();
    }

    @AfterEach
    void close() {
        accepted.forEach(link -> link.channel().close());
        transport.close();
        context.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/?anything", "/node/one", "/node%2fone"})
    void servesTheRootAndThePath(String target) throws Exception {
        try (Socket socket = connect()) {
            send(socket, "GET " + target + " HTTP/1.1\r\n" + UPGRADE + "\r\n");
            assertThat(head(socket)).startsWith("HTTP/1.1 101 ").contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
                    .doesNotContain("Extensions");
            assertThat(next().remote()).hasToString("/ip4/127.0.0.1/tcp/" + socket.getLocalPort() + "/ws");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"GET /other HTTP/1.1 | | 404", "POST / HTTP/1.1 | | 400", "GET / HTTP/1.0 | | 426",
        "GET / HTTP/1.1 | Content-Length: 5 | 400", "GET / HTTP/1.1 | Transfer-Encoding: chunked | 400",
        "GET / HTTP/1.1 | Origin: https://evil.example | 403", "nonsense | | 400", "GET http://a/ HTTP/1.1 | | 404",
        "GET /%zz HTTP/1.1 | | 404"})
    void refusesOtherRequests(String line, String header, int status) throws Exception {
        assertThat(answer(line, header == null ? UPGRADE : UPGRADE + header + "\r\n")).startsWith("HTTP/1.1 " + status + " ");
        assertThat(accepted).isEmpty();
    }

    @Test
    void refusesRequestsThatDoNotAskForAWebSocket() throws Exception {
        assertThat(answer("GET / HTTP/1.1", "Host: a\r\n")).startsWith("HTTP/1.1 426 ").contains("Sec-WebSocket-Version: 13");
        assertThat(answer("GET / HTTP/1.1", UPGRADE.replace("13", "8"))).startsWith("HTTP/1.1 426 ");
        assertThat(answer("GET / HTTP/1.1", UPGRADE.replace("dGhlIHNhbXBsZSBub25jZQ==", "short"))).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void refusesTooLongAndTooManyHeaders() throws Exception {
        assertThat(answer("GET / HTTP/1.1", UPGRADE + "X: " + "y".repeat(HttpHeads.MAX_BYTES) + "\r\n")).startsWith("HTTP/1.1 431 ");
        assertThat(answer("GET / HTTP/1.1", UPGRADE + "X: y\r\n".repeat(HttpHeads.MAX_HEADERS))).startsWith("HTTP/1.1 431 ");
        assertThat(answer("GET /" + "y".repeat(HttpHeads.MAX_BYTES) + " HTTP/1.1", UPGRADE)).startsWith("HTTP/1.1 431 ");
    }

    @Test
    void servesAPageOfAnOriginThatIsNamed() throws Exception {
        try (Socket socket = connect()) {
            send(socket, "GET / HTTP/1.1\r\nOrigin: https://app.example\r\n" + UPGRADE + "\r\n");
            assertThat(head(socket)).startsWith("HTTP/1.1 101 ");
            next();
        }
    }

    @Test
    void knowsTheClientOfAProxyThatIsTrusted() throws Exception {
        try (Socket socket = connect()) {
            send(socket, "GET / HTTP/1.1\r\nX-Forwarded-For: 192.0.2.1\r\n" + UPGRADE + "\r\n");
            assertThat(next().remote()).hasToString("/ip4/192.0.2.1/tcp/0/ws");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 302 Found\r\nLocation: /other\r\n\r\n", "SSH-2.0-x\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n"})
    void dialsNobodyWhoAnswersSomethingElse(String answer) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (Socket socket = server.accept()) {
                    head(socket);
                    send(socket, answer);
                    socket.getInputStream().readAllBytes();
                } catch (IOException _) {
                    // the dialer has left
                }
            });
            Multiaddr address = Multiaddr.parse("/ip4/127.0.0.1/tcp/" + server.getLocalPort() + "/ws");
            assertThatThrownBy(() -> transport.dial(address, Deadline.after(Duration.ofSeconds(20)))).isInstanceOf(HandshakeFailed.class)
                    .hasMessageStartingWith("websocket handshake");
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        return socket;
    }

    private String answer(String line, String headers) throws IOException {
        try (Socket socket = connect()) {
            send(socket, line + "\r\n" + headers + "\r\n");
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private Link.Raw next() throws InterruptedException {
        Link.Raw link = accepted.poll(20, TimeUnit.SECONDS);
        assertThat(link).isNotNull();
        link.channel().close();
        return link;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String head(Socket socket) throws IOException {
        StringBuilder text = new StringBuilder();
        int each;
        while (text.indexOf("\r\n\r\n") < 0 && (each = socket.getInputStream().read()) >= 0) {
            text.append((char) each);
        }
        return text.toString();
    }
}
