package org.jackfield.proto.ping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.jackfield.spi.LimitExceeded;
import org.jackfield.spi.PeerStream;
import org.jackfield.spi.ProtocolHandler;
import org.jackfield.spi.ProtocolViolation;
import org.jackfield.spi.StreamReset;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.tck.Await;
import org.jackfield.spi.tck.MemoryStream;
import org.jackfield.spi.tck.ProtocolContract;
import org.jackfield.spi.tck.Served;

@Timeout(60)
class PingTest extends ProtocolContract<PingConfig> {
    PingTest() {
        super(new PingProvider(), PingConfig.DEFAULTS);
    }

    @Override
    protected List<Request> requests() {
        return List.of(new Request(PingClient.ID, Bytes.copyOf(pings(3))));
    }

    @Test
    void answersManyPingsOnOneStream() throws IOException {
        try (PeerStream stream = open(PingClient.ID)) {
            for (int i = 0; i < 100; i++) {
                assertThat(PingClient.once(stream)).isPositive();
            }
            stream.closeWrite();
            assertThat(stream.in().read()).isEqualTo(-1);
        }
        assertThat(lastServed().failure()).isNull();
    }

    @Test
    void answersPingsThatCameTogetherAndInPieces() throws IOException {
        byte[] pings = pings(10);
        try (PeerStream stream = open(PingClient.ID)) {
            stream.out().write(pings, 0, 100);
            stream.out().flush();
            stream.out().write(pings, 100, pings.length - 100);
            stream.closeWrite();
            assertThat(stream.in().readAllBytes()).isEqualTo(pings);
        }
    }

    @Test
    void refusesMoreStreamsThanAPeerMayHave() throws IOException {
        MemoryStream first = open(PingClient.ID);
        MemoryStream second = open(PingClient.ID);
        PingClient.once(first);
        PingClient.once(second);
        MemoryStream third = open(PingClient.ID);
        assertThatThrownBy(() -> PingClient.once(third)).isInstanceOf(StreamReset.class);
        assertThat(lastServed().failure()).isInstanceOf(LimitExceeded.class).hasMessageContaining("ping.streams-per-peer");

        first.closeWrite();
        assertThat(host().served().getFirst().failure()).isNull();
        assertThat(PingClient.once(open(PingClient.ID))).isPositive();
        assertThat(PingClient.once(second)).isPositive();
    }

    @Test
    void resetsAStreamThatEndsInsideAPing() throws IOException {
        try (PeerStream stream = open(PingClient.ID)) {
            stream.out().write(new byte[PingClient.BYTES - 1]);
            stream.closeWrite();
            assertThatThrownBy(() -> stream.in().read()).isInstanceOf(StreamReset.class);
        }
        assertThat(lastServed().failure()).isInstanceOf(ProtocolViolation.class);
    }

    @Test
    void refusesAnAnswerThatIsNotTheQuestion() throws IOException {
        try (PeerStream stream = openTo(served -> {
            byte[] ping = served.in().readNBytes(PingClient.BYTES);
            ping[31] ^= 1;
            served.out().write(ping);
        })) {
            assertThatThrownBy(() -> PingClient.once(stream)).isInstanceOf(ProtocolViolation.class);
        }
    }

    @Test
    void refusesAShortAnswer() throws IOException {
        try (PeerStream stream = openTo(served -> served.out().write(served.in().readNBytes(PingClient.BYTES), 0, 31))) {
            assertThatThrownBy(() -> PingClient.once(stream)).isInstanceOf(ProtocolViolation.class).hasMessageContaining("31 bytes");
        }
    }

    @Test
    void refusesOptionsOutOfRange() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PingConfig(Duration.ZERO, 1)).withMessageContaining("idle");
        assertThatIllegalArgumentException().isThrownBy(() -> new PingConfig(Duration.ofDays(2), 1)).withMessageContaining("idle");
        assertThatIllegalArgumentException().isThrownBy(() -> new PingConfig(Duration.ofSeconds(1), 0))
                .withMessageContaining("streams-per-peer");
    }

    private Served lastServed() throws IOException {
        return host().served().getLast();
    }

    private PeerStream openTo(ProtocolHandler handler) throws IOException {
        caller().serve(PingClient.ID, handler);
        PeerStream stream = host().open(caller().id(), PingClient.ID, Await.deadline());
        stream.deadline(Await.deadline());
        return stream;
    }

    private static byte[] pings(int count) {
        byte[] pings = new byte[count * PingClient.BYTES];
        new Random(1).nextBytes(pings);
        return pings;
    }
}
