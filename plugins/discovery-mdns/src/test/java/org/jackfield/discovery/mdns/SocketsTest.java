package org.jackfield.discovery.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.tck.Await;

/** Real sockets, on loopback; only the time is not real. */
@Timeout(60)
class SocketsTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final Bytes PACKET = Bytes.ofUtf8("no message, but a packet " + System.nanoTime());

    private final Links links = new Links(List.of(MdnsContractTest.loopback()));
    private Selector selector;
    private Sockets sockets;

    @BeforeEach
    void open() throws IOException {
        selector = Selector.open();
        sockets = new Sockets(selector, false);
        assertThat(sockets.follow(links.now(), 0)).as("one was opened").isTrue();
    }

    @AfterEach
    void close() throws IOException {
        sockets.close();
        selector.close();
    }

    /** Attack S26: what fails begins again, and not so often that it becomes a flood of its own. */
    @Test
    void opensASocketThatFailedAgainAfterPausesThatGrow() throws IOException {
        long now = 0;
        for (long pause : new long[]{5, 10, 20}) {
            GroupSocket broken = only();
            broken.close();
            sockets.send(broken, List.of(PACKET), now);
            assertThat(sockets.open()).as("closed when it cannot send").isEmpty();
            assertThat(sockets.follow(links.now(), now + pause * SECOND - 1)).isFalse();
            now += pause * SECOND;
            assertThat(sockets.follow(links.now(), now)).as("after %d s", pause).isTrue();
            assertThat(only()).isNotSameAs(broken);
        }
    }

    @Test
    void hearsAndSpeaksOnTheOneThatTookItsPlace() throws IOException {
        GroupSocket broken = only();
        sockets.failed(broken, new IOException("out of order"), 0);
        assertThat(sockets.follow(links.now(), 6 * SECOND)).isTrue();
        sockets.send(only(), List.of(PACKET), 6 * SECOND);
        ByteBuffer buffer = ByteBuffer.allocate(MessageDecoder.MAX_PACKET + 1);
        Await.until("its own packet comes back", () -> heard(buffer));
    }

    @Test
    void aSocketThatWorksForgetsItsFailures() throws IOException {
        for (long now = 0; now < 30 * SECOND; now += 10 * SECOND) {
            sockets.failed(only(), new IOException("out of order"), now);
            assertThat(sockets.follow(links.now(), now + 5 * SECOND)).as("the first pause again").isTrue();
            sockets.send(only(), List.of(PACKET), now + 5 * SECOND);
        }
    }

    private GroupSocket only() {
        assertThat(sockets.open()).hasSize(1);
        return sockets.open().getFirst();
    }

    /** Others speak on this loopback too. */
    private boolean heard(ByteBuffer buffer) {
        try {
            Optional<Packet> packet;
            while ((packet = only().receive(buffer)).isPresent()) {
                if (packet.get().content().equals(PACKET)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
