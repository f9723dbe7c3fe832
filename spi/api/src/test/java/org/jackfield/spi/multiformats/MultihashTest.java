package org.jackfield.spi.multiformats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultihashTest {

    private static final Bytes INPUT = Bytes.ofUtf8("431fb5d4c9b735ba1a34d0df045118806ae2336f2c");
    private static final String SHA256 = "1220ffb31f07aa15348368c90c73a834dbf9f8710365860fa0fd4ddce9ac2782cc17";

    @Test
    void hashes() {
        assertThat(Multihash.sha256(INPUT).bytes().hex()).isEqualTo(SHA256);
        assertThat(Multihash.sha256(Bytes.concat(Bytes.of(0), INPUT).slice(1, INPUT.length() + 1)).bytes().hex()).isEqualTo(SHA256);
        assertThat(Multihash.identity(Bytes.of(1, 2)).bytes()).isEqualTo(Bytes.of(0, 2, 1, 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {SHA256, "120affb31f07aa15348368c9", "1114e861e452cfd84dca9a176258c3d06e020a0c93d8", "0000",
        "a0e4020100", "ffffffffffffffff7f00"})
    void readsBackWhatItWrites(String hex) {
        assertThat(Multihash.decode(Bytes.ofHex(hex)).bytes().hex()).isEqualTo(hex);
    }

    @Test
    void knowsCodesBeyondOneByte() {
        assertThat(Multihash.decode(Bytes.ofHex("a0e4020100"))).isEqualTo(new Multihash(Multihash.BLAKE2B_256, Bytes.of(0)));
    }

    @Test
    void refusesEveryTruncation() {
        var whole = Bytes.ofHex(SHA256);
        for (int length = 0; length < whole.length(); length++) {
            var part = whole.slice(0, length);
            assertThatThrownBy(() -> Multihash.decode(part)).as("%d bytes", length).isInstanceOf(MalformedException.class);
        }
        assertThatThrownBy(() -> Multihash.decode(Bytes.concat(whole, Bytes.of(0)))).isInstanceOf(MalformedException.class);
    }

    @Test
    void boundsTheDigest() {
        assertThat(Multihash.decode(Multihash.identity(Bytes.copyOf(new byte[127])).bytes()).digest().length()).isEqualTo(127);
        assertThatThrownBy(() -> Multihash.identity(Bytes.copyOf(new byte[128]))).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> Multihash.decode(Bytes.ofHex("008001" + "00".repeat(128)))).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> new Multihash(-1, Bytes.EMPTY)).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9200" + "20", "12a00020"})
    void refusesVarintsThatAreNotMinimal(String start) {
        assertThatThrownBy(() -> Multihash.decode(Bytes.ofHex(start + "00".repeat(32)))).isInstanceOf(MalformedException.class)
                .hasMessageContaining("minimal");
    }
}
