package org.jackfield.testing.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.jackfield.kernel.config.LimitsConfig;
import org.jackfield.spi.DialFailed.Stage;

/** A whole node whose WebSocket ports are attacked: an honest peer gets its answers afterwards, and no memory is gone. */
@Timeout(180)
final class WebSocketUnderAttackIT {
    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n%s\r\n";
    private static final String OFFERS_DEFLATE = "Sec-WebSocket-Extensions: permessage-deflate\r\n";
    private static final Duration UPGRADE = Duration.ofSeconds(3);
    private static final int SOCKETS = 5000;
    /** What an honest peer may have to wait while others hold every place. */
    private static final Duration WAIT = Duration.ofSeconds(2);
    private static final int AT_ONCE = 500;
    private static final long MUCH_MEMORY = 128L << 20;

    private Victim victim;

    @BeforeEach
    void start() throws IOException {
        start("/ip4/127.0.0.1/tcp/0/ws");
    }

    private void start(String listen) {
        victim = Victim.start(listen, "noise", "yamux", Victim.bounds(UPGRADE, LimitsConfig.defaults()));
    }

    @AfterEach
    void stop() {
        victim.close();
    }

    /** attacknets 8 and 9: a socket holds a place, of the few that there are for what is no connection yet, until the upgrade's deadline. */
    @ParameterizedTest
    @CsvSource({"/ip4/127.0.0.1/tcp/0/ws, 0", "/ip4/127.0.0.1/tcp/0/ws, 65536", "/ip4/127.0.0.1/tcp/0/tls/ws, 0",
        "/ip4/127.0.0.1/tcp/0/tls/ws, 65536"})
    void closesSocketsThatNeverBecomeConnections(String listen, int junk) throws IOException {
        stop();
        start(listen);
        byte[] data = new byte[junk];
        Arrays.fill(data, (byte) 0xff);
        try (Crowd crowd = new Crowd().join(SOCKETS, victim.socket(), data)) {
            victim.answersAnHonestPeer(WAIT);
            Victim.until("the node closes every socket", crowd::isClosed);
            answersAnHonestPeer();
        }
        Victim.until("each refusal is counted", () -> victim.refusals() == SOCKETS);
        assertThat(victim.refusalsByStage().keySet()).isSubsetOf("connect", "admission");
        if (junk > 0) {
            assertThat(victim.reasons(Stage.CONNECT)).isNotEmpty().noneMatch(reason -> reason.contains("host.upgrade-timeout"));
        } else {
            assertThat(victim.reasons(Stage.CONNECT)).anyMatch(reason -> reason.contains("host.upgrade-timeout"))
                    .anyMatch(reason -> reason.contains("limits.pending"))
                    .allMatch(reason -> reason.contains("host.upgrade-timeout") || reason.contains("limits.pending"));
        }
    }

    /** CVE-2026-42587 and the like: what was never agreed on inflates nothing, and a length is no reason to reserve memory. */
    @ParameterizedTest(name = "{2}")
    @CsvSource({"c2fe0400 00000000, 1002, a compressed frame that nobody asked for",
        "82ff0000000040000000 00000000, 1009, a frame of one GiB",
        "8181 00000000 41, 1003, text", "0980 00000000, 1002, a ping in pieces", "08 82 00000000 03e8, 1002, a close in pieces"})
    void closesAPeerThatSends(String frame, int code, String what) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(frame.replace(" ", ""));
        for (int number = 0; number < 50; number++) {
            try (Socket socket = upgraded(OFFERS_DEFLATE)) {
                socket.getOutputStream().write(bytes);
                byte[] last = socket.getInputStream().readAllBytes();
                assertThat(last).as("a close frame is the last thing it hears").endsWith(0x88, 0x02, code >> 8, code & 0xff);
            }
        }
        answersAnHonestPeer();
    }

    /** CVE-2026-45416: nine bytes of a ClientHello made a server reserve what they promise. */
    @Test
    void reservesNothingForHalfAClientHello() throws IOException {
        stop();
        start("/ip4/127.0.0.1/tcp/0/tls/ws");
        byte[] begin = HexFormat.of().parseHex("160301400001003ffc");
        long before = usedMemory();
        for (int round = 0; round < 20; round++) {
            List<Socket> sockets = new ArrayList<>();
            for (int number = 0; number < AT_ONCE; number++) {
                Socket socket = connect();
                socket.getOutputStream().write(begin);
                sockets.add(socket);
            }
            assertThat(usedMemory() - before).as("direct memory while they wait").isLessThan(MUCH_MEMORY);
            for (Socket socket : sockets) {
                socket.close();
            }
        }
        answersAnHonestPeer();
    }

    /** Netty's epoll once spun on connections that are cut while half closed. */
    @ParameterizedTest
    @ValueSource(strings = {"", "GET / HTTP/1.1\r\nHost:"})
    void survivesSocketsThatAreCutWhileHalfClosed(String begin) throws IOException {
        for (int number = 0; number < 3000; number++) {
            try (Socket socket = connect()) {
                socket.getOutputStream().write(begin.getBytes(StandardCharsets.US_ASCII));
                socket.shutdownOutput();
                socket.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
        }
        answersAnHonestPeer();
    }

    /** attacknets 16 and 18: one bad message ended a listener for good. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void answersAfterRandomBytes(boolean upgrade) throws IOException {
        Random random = new Random(29);
        byte[] noise = new byte[300];
        for (int number = 0; number < 2000; number++) {
            random.nextBytes(noise);
            try (Socket socket = upgrade ? upgraded("") : connect()) {
                socket.getOutputStream().write(noise, 0, random.nextInt(noise.length));
            } catch (IOException _) {
                // the node was faster
            }
        }
        answersAnHonestPeer();
    }

    private void answersAnHonestPeer() throws IOException {
        victim.answersAnHonestPeer(Victim.PATIENCE);
    }

    private Socket upgraded(String headers) throws IOException {
        Socket socket = connect();
        socket.getOutputStream().write(REQUEST.formatted(headers).getBytes(StandardCharsets.US_ASCII));
        StringBuilder head = new StringBuilder();
        int each;
        while (head.indexOf("\r\n\r\n") < 0 && (each = socket.getInputStream().read()) >= 0) {
            head.append((char) each);
        }
        assertThat(head).startsWith("HTTP/1.1 101 ").doesNotContain("Extensions");
        return socket;
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(victim.socket().getAddress(), victim.socket().getPort());
        socket.setSoTimeout(30_000);
        return socket;
    }

    private static long usedMemory() {
        return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric().usedDirectMemory();
    }
}
