package org.jackfield.testing.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.jackfield.proto.ping.PingClient;
import org.jackfield.spi.Connection;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.DialFailed;
import org.jackfield.spi.PeerStream;
import org.jackfield.spi.peer.KeyType;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.testing.interop.TestNode;

/** What a flight recording tells of a real exchange. */
class FlightRecordingIT {
    @TempDir private Path folder;

    @Test
    void tellsOfDialsHandshakesAndStreams() throws Exception {
        try (TestNode dialer = TestNode.start("yamux", KeyType.ED25519); TestNode listener = TestNode.start("yamux", KeyType.ED25519)) {
            List<RecordedEvent> events = recorded(() -> exchange(dialer, listener));
            String peer = listener.node.host().id().toString();
            String address = listener.address().withoutPeer().toString();
            assertThat(named(events, "jackfield.Dial")).anySatisfy(dial -> {
                assertThat(dial.getString("peer")).isEqualTo(peer);
                assertThat(dial.getString("address")).isEqualTo(address);
                assertThat(dial.getString("outcome")).isEqualTo("connected");
                assertThat(dial.getDuration()).isPositive();
            }).anySatisfy(dial -> {
                assertThat(dial.getString("outcome")).isEqualTo("failed");
                assertThat(dial.getString("stage")).isEqualTo("connect");
            });
            assertThat(named(events, "jackfield.Handshake")).extracting(event -> event.getString("direction"))
                    .containsExactlyInAnyOrder("inbound", "outbound");
            assertThat(named(events, "jackfield.Handshake")).allSatisfy(handshake -> {
                assertThat(handshake.getString("security")).isEqualTo("/noise");
                assertThat(handshake.getString("outcome")).isEqualTo("connected");
                assertThat(handshake.getDuration()).isPositive();
            });
            assertThat(named(events, "jackfield.Stream")).anySatisfy(stream -> {
                assertThat(stream.getString("protocol")).isEqualTo(PingClient.ID.value());
                assertThat(stream.getString("direction")).isEqualTo("outbound");
                assertThat(stream.getString("peer")).isEqualTo(peer);
                assertThat(stream.getLong("sent")).isGreaterThanOrEqualTo(PingClient.BYTES);
                assertThat(stream.getLong("received")).isGreaterThanOrEqualTo(PingClient.BYTES);
            });
        }
    }

    private static void exchange(TestNode dialer, TestNode listener) throws IOException {
        Deadline deadline = Deadline.after(Duration.ofSeconds(30));
        try (Connection connection = dialer.node.connect(listener.address(), deadline);
                PeerStream stream = connection.open(PingClient.ID, deadline)) {
            PingClient.once(stream);
            stream.closeWrite();
        }
        assertThatThrownBy(() -> dialer.node.connect(nobody(), deadline)).isInstanceOf(DialFailed.class);
        await(() -> listener.node.host().connections().isEmpty());
    }

    private List<RecordedEvent> recorded(Exchange exchange) throws IOException {
        Path file = folder.resolve("exchange.jfr");
        try (Recording recording = new Recording()) {
            recording.start();
            exchange.run();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file);
    }

    private static List<RecordedEvent> named(List<RecordedEvent> events, String name) {
        return events.stream().filter(event -> event.getEventType().getName().equals(name)).toList();
    }

    /** An address at which nothing listens any more. */
    private static Multiaddr nobody() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Multiaddr.parse("/ip4/127.0.0.1/tcp/" + socket.getLocalPort());
        }
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private interface Exchange {
        void run() throws IOException;
    }
}
