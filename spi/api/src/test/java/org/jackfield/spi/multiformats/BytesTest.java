package org.jackfield.spi.multiformats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

import org.junit.jupiter.api.Test;

class BytesTest {

    private static final Bytes ABCD = Bytes.of(0x0a, 0xbc, 0xd0, 0xff);

    @Test
    void doesNotChangeWithTheArrayItWasMadeOf() {
        var source = new byte[]{1, 2, 3};
        var bytes = Bytes.copyOf(source);
        source[0] = 9;
        bytes.toArray()[1] = 9;
        assertThat(bytes).isEqualTo(Bytes.of(1, 2, 3));
    }

    @Test
    void copiesARangeOfAnArray() {
        assertThat(Bytes.copyOf(new byte[]{1, 2, 3, 4}, 1, 2)).isEqualTo(Bytes.of(2, 3));
        assertThatThrownBy(() -> Bytes.copyOf(new byte[4], 3, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Bytes.copyOf(new byte[4], -1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void copiesWhatRemainsInABufferWithoutConsumingIt() {
        var buffer = ByteBuffer.wrap(new byte[]{1, 2, 3}).position(1);
        assertThat(Bytes.copyOf(buffer)).isEqualTo(Bytes.of(2, 3));
        assertThat(buffer.position()).isEqualTo(1);
    }

    @Test
    void takesOnlyBytesAsBytes() {
        assertThatThrownBy(() -> Bytes.of(256)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("256");
        assertThatThrownBy(() -> Bytes.of(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsAndWritesHex() {
        assertThat(Bytes.ofHex("0aBCd0fF")).isEqualTo(ABCD);
        assertThat(ABCD.hex()).isEqualTo("0abcd0ff");
        assertThat(Bytes.ofHex("")).isSameAs(Bytes.EMPTY);
        for (var wrong : List.of("a", "zz", "0 ", "0x12", "٠٠")) {
            assertThatThrownBy(() -> Bytes.ofHex(wrong)).as(wrong).isInstanceOf(MalformedException.class);
        }
    }

    @Test
    void slicesCompareLikeCopies() {
        var slice = ABCD.slice(1, 3);
        assertThat(slice).isEqualTo(Bytes.of(0xbc, 0xd0)).hasSameHashCodeAs(Bytes.of(0xbc, 0xd0)).isNotEqualTo(ABCD);
        assertThat(slice.slice(1, 2)).isEqualTo(Bytes.of(0xd0));
        assertThat(slice.at(0)).isEqualTo(0xbc);
        assertThat(slice.toArray()).containsExactly(0xbc, 0xd0);
        assertThat(slice.hex()).isEqualTo("bcd0");
        assertThat(slice.slice(1, 1)).isSameAs(Bytes.EMPTY);
    }

    @Test
    void refusesToLeaveASlice() {
        var slice = ABCD.slice(1, 3);
        assertThatThrownBy(() -> slice.at(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> slice.at(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> slice.slice(0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> slice.slice(2, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void showsABufferThatCannotBeWritten() {
        var buffer = ABCD.slice(1, 3).asReadOnlyBuffer();
        assertThat(buffer.isReadOnly()).isTrue();
        assertThat(buffer.position()).isZero();
        assertThat(buffer.getShort()).isEqualTo((short) 0xbcd0);
        assertThat(buffer.hasRemaining()).isFalse();
    }

    @Test
    void goesIntoStreamsAndArrays() throws IOException {
        var stream = new ByteArrayOutputStream();
        ABCD.slice(1, 4).writeTo(stream);
        assertThat(stream.toByteArray()).containsExactly(0xbc, 0xd0, 0xff);
        var array = new byte[4];
        assertThat(ABCD.slice(2, 4).copyInto(array, 1)).isEqualTo(3);
        assertThat(array).containsExactly(0, 0xd0, 0xff, 0);
    }

    @Test
    void joins() {
        assertThat(Bytes.concat(ABCD.slice(0, 1), Bytes.EMPTY, ABCD.slice(1, 4))).isEqualTo(ABCD);
        assertThat(Bytes.concat()).isSameAs(Bytes.EMPTY);
    }

    @Test
    void knowsItsBeginning() {
        assertThat(ABCD.startsWith(Bytes.EMPTY)).isTrue();
        assertThat(ABCD.startsWith(ABCD)).isTrue();
        assertThat(ABCD.slice(1, 4).startsWith(Bytes.of(0xbc))).isTrue();
        assertThat(ABCD.startsWith(Bytes.of(0x0a, 0xbd))).isFalse();
        assertThat(Bytes.of(0x0a).startsWith(ABCD)).isFalse();
    }

    @Test
    void ordersUnsigned() {
        assertThat(Bytes.of(0x7f)).isLessThan(Bytes.of(0x80));
        assertThat(Bytes.of(0x80)).isLessThan(Bytes.of(0x80, 0));
        assertThat(Bytes.EMPTY).isLessThan(Bytes.of(0));
        assertThat(ABCD.slice(1, 2)).isEqualByComparingTo(Bytes.of(0xbc));
    }

    @Test
    void readsOnlyWellFormedUtf8() {
        assertThat(Bytes.ofUtf8("grün").utf8()).isEqualTo("grün");
        for (var wrong : List.of("ff", "c080", "eda080", "e282")) {
            assertThatThrownBy(() -> Bytes.ofHex(wrong).utf8()).as(wrong).isInstanceOf(MalformedException.class);
        }
    }

    @Test
    void writesOnlyTextThatUtf8CanHold() {
        assertThat(Bytes.ofUtf8("\ud83d\ude00").hex()).isEqualTo("f09f9880");
        assertThatThrownBy(() -> Bytes.ofUtf8("a\ud83d")).isInstanceOf(MalformedException.class);
    }

    @Test
    void printsLongOnesShortened() {
        assertThat(ABCD).hasToString("0abcd0ff");
        assertThat(Bytes.copyOf(new byte[64])).hasToString("00".repeat(64));
        assertThat(Bytes.copyOf(new byte[65])).hasToString("00".repeat(64) + "... (65 bytes)");
    }
}
