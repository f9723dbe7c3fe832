package org.jackfield.proto.perf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.jackfield.spi.DeadlineExpired;
import org.jackfield.spi.PeerStream;
import org.jackfield.spi.ProtocolHandler;
import org.jackfield.spi.ProtocolViolation;
import org.jackfield.spi.StreamReset;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.tck.Await;
import org.jackfield.spi.tck.ProtocolContract;
import org.jackfield.spi.tck.Served;

@Timeout(60)
class PerfTest extends ProtocolContract<PerfConfig> {
    PerfTest() {
        super(new PerfProvider(), new PerfConfig(Duration.ofMillis(300)));
    }

    @Override
    protected List<Request> requests() {
        return List.of(new Request(PerfClient.ID, Bytes.concat(new PerfRequest(5000).encode(), Bytes.copyOf(new byte[100]))));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "0, 1", "65536, 65536", "300001, 700003", "0, 33554432", "33554432, 0"})
    void movesExactlyTheBytesAskedFor(long upload, long download) throws IOException {
        try (PeerStream stream = open(PerfClient.ID)) {
            PerfResult result = PerfClient.run(stream, upload, download);
            assertThat(result.upload()).isPositive();
            assertThat(result.download()).isGreaterThanOrEqualTo(Duration.ZERO);
        }
        assertThat(lastServed().failure()).isNull();
    }

    @Test
    void answersTheBytesOfTheSpecification() throws IOException {
        assertThat(exchange(PerfClient.ID, new byte[]{0, 0, 0, 0, 0, 0, 1, 2, 'u', 'p'})).hasSize(0x102);
    }

    @Test
    void takesTheSecondNumberOfAPeerThatSendsTwoForUploadedBytes() throws IOException {
        assertThat(exchange(PerfClient.ID, new byte[]{0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0, 9})).hasSize(7);
    }

    @Test
    void waitsForAPeerThatDoesNotReadAndThenGivesUp() throws IOException {
        try (PeerStream stream = open(PerfClient.ID)) {
            stream.out().write(new PerfRequest(Long.MAX_VALUE).encode().toArray());
            stream.closeWrite();
            assertThat(lastServed().failure()).isInstanceOf(DeadlineExpired.class);
            assertThatThrownBy(() -> stream.in().readAllBytes()).isInstanceOf(StreamReset.class);
        }
    }

    @Test
    void resetsAStreamThatStandsStill() throws IOException {
        try (PeerStream stream = open(PerfClient.ID)) {
            stream.out().write(new byte[4]);
            stream.out().flush();
            assertThatThrownBy(() -> stream.in().read()).isInstanceOf(StreamReset.class);
        }
        assertThat(lastServed().failure()).isInstanceOf(DeadlineExpired.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "00000000000000", "ffffffffffffffff", "8000000000000000"})
    void refusesAShortRequestAndAnEndlessOne(String hex) throws IOException {
        try (PeerStream stream = open(PerfClient.ID)) {
            stream.out().write(Bytes.ofHex(hex).toArray());
            stream.closeWrite();
            assertThatThrownBy(() -> stream.in().read()).isInstanceOf(StreamReset.class);
        }
        assertThat(lastServed().failure()).isInstanceOf(ProtocolViolation.class);
    }

    @ParameterizedTest
    @CsvSource({"101, got 100 from", "99, got at least 100 from"})
    void noticesAServerThatSendsAnotherAmount(long asked, String message) throws IOException {
        try (PeerStream stream = openTo(served -> {
            served.in().readAllBytes();
            served.out().write(new byte[100]);
        })) {
            assertThatThrownBy(() -> PerfClient.run(stream, 10, asked)).isInstanceOf(ProtocolViolation.class).hasMessageContaining(message);
        }
    }

    @Test
    void stopsReadingFromAServerThatNeverEnds() throws IOException {
        try (PeerStream stream = openTo(served -> {
            served.in().readAllBytes();
            while (true) {
                served.out().write(new byte[1000]);
            }
        })) {
            assertThatThrownBy(() -> PerfClient.run(stream, 0, 5000)).isInstanceOf(ProtocolViolation.class)
                    .hasMessageContaining("at least");
        }
    }

    @Test
    void refusesNegativeAmountsAndOptionsOutOfRange() throws IOException {
        try (PeerStream stream = open(PerfClient.ID)) {
            assertThatIllegalArgumentException().isThrownBy(() -> PerfClient.run(stream, -1, 0));
            assertThatIllegalArgumentException().isThrownBy(() -> PerfClient.run(stream, 0, -1));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new PerfConfig(Duration.ZERO)).withMessageContaining("stall");
    }

    private Served lastServed() throws IOException {
        return host().served().getLast();
    }

    private PeerStream openTo(ProtocolHandler handler) throws IOException {
        caller().serve(PerfClient.ID, handler);
        PeerStream stream = host().open(caller().id(), PerfClient.ID, Await.deadline());
        stream.deadline(Await.deadline());
        return stream;
    }
}
