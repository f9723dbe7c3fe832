package org.jackfield.spi.multiformats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ByteReaderTest {

    @Test
    void readsFromFrontToBack() {
        var reader = new ByteReader(Bytes.ofHex("01ac0203aabbcc0405"));
        assertThat(reader.u8()).isEqualTo(1);
        assertThat(reader.varint()).isEqualTo(300);
        assertThat(reader.prefixed()).isEqualTo(Bytes.ofHex("aabbcc"));
        assertThat(reader.bytes(1)).isEqualTo(Bytes.of(4));
        assertThat(reader.position()).isEqualTo(8);
        assertThat(reader.remaining()).isEqualTo(1);
        assertThatThrownBy(() -> reader.end("a test")).isInstanceOf(MalformedException.class).hasMessageContaining("1 bytes too many");
        assertThat(reader.rest()).isEqualTo(Bytes.of(5));
        assertThat(reader.hasRemaining()).isFalse();
        reader.end("a test");
        assertThat(reader.rest()).isEqualTo(Bytes.EMPTY);
    }

    @Test
    void neverReadsBeyondTheEnd() {
        for (var hex : new String[]{"", "80", "02ff", "ffffffffffffffff7f00"}) {
            assertThatThrownBy(() -> new ByteReader(Bytes.ofHex(hex)).prefixed()).as(hex).isInstanceOf(MalformedException.class);
        }
        assertThatThrownBy(() -> new ByteReader(Bytes.of(1)).bytes(2)).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> new ByteReader(Bytes.of(1)).bytes(-1)).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> new ByteReader(Bytes.of(1)).bytes(Long.MAX_VALUE)).isInstanceOf(MalformedException.class);
    }

    @Test
    void doesNotAllocateForALengthThatIsNotThere() {
        var input = Bytes.ofHex("ffffffffffffffff7f" + "00".repeat(10));
        assertThat(Costs.leastAllocation(() -> assertThatThrownBy(() -> new ByteReader(input).prefixed()))).isLessThan(64 * 1024);
    }
}
