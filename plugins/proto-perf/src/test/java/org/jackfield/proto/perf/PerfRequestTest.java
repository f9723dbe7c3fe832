package org.jackfield.proto.perf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.jackfield.spi.ProtocolViolation;
import org.jackfield.spi.multiformats.Bytes;

class PerfRequestTest {
    @ParameterizedTest
    @CsvSource({"0, 0000000000000000", "1, 0000000000000001", "1073741824, 0000000040000000", "9223372036854775807, 7fffffffffffffff"})
    void isEightBytesMostSignificantFirst(long download, String hex) throws ProtocolViolation {
        assertThat(new PerfRequest(download).encode().hex()).isEqualTo(hex);
        assertThat(PerfRequest.decode(Bytes.ofHex(hex))).isEqualTo(new PerfRequest(download));
    }

    @Test
    void refusesANumberThatWouldTurnNegative() {
        assertThatThrownBy(() -> PerfRequest.decode(Bytes.ofHex("8000000000000000"))).isInstanceOf(ProtocolViolation.class)
                .hasMessageContaining("9223372036854775808");
        assertThatIllegalArgumentException().isThrownBy(() -> new PerfRequest(-1));
    }
}
