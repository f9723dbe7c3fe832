package org.jackfield.proto.ping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.jackfield.spi.PeerStream;
import org.jackfield.spi.tck.ProtocolContract;

/** A responder that bears little silence. */
@Timeout(60)
class PingIdleTest extends ProtocolContract<PingConfig> {
    PingIdleTest() {
        super(new PingProvider(), new PingConfig(Duration.ofMillis(100), 2));
    }

    @Test
    void endsASilentStreamPolitely() throws IOException {
        try (PeerStream stream = open(PingClient.ID)) {
            assertThat(PingClient.once(stream)).isPositive();
            assertThat(stream.in().read()).isEqualTo(-1);
            stream.closeWrite();
        }
        assertThat(host().served().getLast().failure()).isNull();
    }

    @Test
    void tellsThePingerThatTheStreamEndedRatherThanFailed() throws IOException {
        try (PeerStream stream = open(PingClient.ID)) {
            assertThat(stream.in().read()).isEqualTo(-1);
            assertThatThrownBy(() -> PingClient.once(stream)).isInstanceOf(EOFException.class);
        }
        try (PeerStream again = open(PingClient.ID)) {
            assertThat(PingClient.once(again)).isPositive();
        }
    }

    @Test
    void countsABytePerMomentAsSilence() throws IOException {
        try (PeerStream stream = open(PingClient.ID)) {
            stream.out().write(1);
            assertThat(stream.in().read()).isEqualTo(-1);
        }
    }

    @Test
    void keepsAStreamOpenWhilePingsCome() throws IOException {
        try (PeerStream stream = open(PingClient.ID)) {
            long start = System.nanoTime();
            while (System.nanoTime() - start < config().idle().toNanos() * 3) {
                assertThat(PingClient.once(stream)).isPositive();
            }
        }
    }
}
