package org.jackfield.proto.identify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.jackfield.spi.ProtocolViolation;
import org.jackfield.spi.multiformats.Bytes;

class DelimitedTest {
    private static final int MAX = 8192;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 128, 255, 256, 8191, 8192})
    void readsBackWhatIsWritten(int length) throws IOException {
        Bytes message = Bytes.copyOf(new byte[length]);
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        Delimited.write(target, message);
        Delimited.write(target, Bytes.of(7));
        InputStream in = new ByteArrayInputStream(target.toByteArray());
        assertThat(Delimited.read(in, MAX)).contains(message);
        assertThat(Delimited.read(in, MAX)).contains(Bytes.of(7));
        assertThat(Delimited.read(in, MAX)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8140", "ffff7f", "ffffff7f", "ffffffffffffffffff01", "8000", "808000", "818000"})
    void refusesALengthTooLargeOrNotMinimalWithoutReadingOn(String hex) {
        byte[] head = Bytes.ofHex(hex).toArray();
        ByteArrayInputStream in = new ByteArrayInputStream(Bytes.concat(Bytes.copyOf(head), Bytes.copyOf(new byte[10])).toArray());
        assertThatThrownBy(() -> Delimited.read(in, MAX)).isInstanceOf(ProtocolViolation.class);
        assertThat(in.available()).isGreaterThanOrEqualTo(10);
    }

    @Test
    void refusesAnEndInsideAMessage() {
        assertThatThrownBy(() -> read("80")).isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> read("03aabb")).isInstanceOf(EOFException.class).hasMessageContaining("3 bytes, got 2");
    }

    private static void read(String hex) throws IOException {
        assertThat(Delimited.read(new ByteArrayInputStream(Bytes.ofHex(hex).toArray()), MAX)).isPresent();
    }
}
