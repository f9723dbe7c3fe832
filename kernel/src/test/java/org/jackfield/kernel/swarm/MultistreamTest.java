package org.jackfield.kernel.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.jackfield.spi.ProtocolViolation;
import org.jackfield.spi.multiformats.Bytes;

/** Vectors: bytes that go-, js- and nim-libp2p put on the wire for these messages. */
final class MultistreamTest {
    @ParameterizedTest
    @CsvSource({"/multistream/1.0.0, 132f6d756c746973747265616d2f312e302e300a", "na, 036e610a", "ls, 036c730a", "/noise, 072f6e6f6973650a",
        "/tls/1.0.0, 0b2f746c732f312e302e300a", "/yamux/1.0.0, 0d2f79616d75782f312e302e300a", "/mplex/6.7.0, 0d2f6d706c65782f362e372e300a"})
    void writesAndReadsThePublishedBytes(String text, String hex) throws IOException {
        assertThat(Bytes.copyOf(Multistream.encode(text)).hex()).isEqualTo(hex);
        assertThat(read(hex)).isEqualTo(text);
    }

    @Test
    void readsAMessageOfTheGreatestLength() throws IOException {
        String longest = "/" + "a".repeat(Multistream.MAX_LENGTH - 2);
        assertThat(read(Bytes.copyOf(Multistream.encode(longest)).hex())).isEqualTo(longest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "8100", "8108", "808001", "ffffffffffffffff7f", "022f61"})
    void refusesLengthsAndEndsThatBreakTheFormat(String hex) {
        assertThatThrownBy(() -> read(hex + "00".repeat(1100))).isInstanceOf(ProtocolViolation.class);
    }

    @Test
    void endsWithTheLinkAtEveryTruncation() throws IOException {
        byte[] whole = Multistream.encode(Multistream.HEADER);
        for (int length = 0; length < whole.length; length++) {
            PipePreamble[] link = PipePreamble.pair();
            link[0].write(java.util.Arrays.copyOf(whole, length));
            link[0].end();
            assertThatThrownBy(() -> Multistream.read(link[1])).isInstanceOf(EOFException.class);
        }
    }

    private static String read(String hex) throws IOException {
        PipePreamble[] link = PipePreamble.pair();
        link[0].write(Bytes.ofHex(hex).toArray());
        link[0].end();
        return Multistream.read(link[1]);
    }
}
