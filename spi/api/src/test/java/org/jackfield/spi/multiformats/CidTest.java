package org.jackfield.spi.multiformats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CidTest {

    private static final String V1_TEXT = "zb2rhe5P4gXftAwvA4eXQ5HJwsER2owDyS9sKaQRRVQPn93bA";
    private static final Bytes V1_BYTES = Bytes.ofHex("015512206e6ff7950a36187a801613426e858dce686cd7d7e3c0fc42ee0330072d245c95");
    private static final String V0_TEXT = "QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N";
    private static final Bytes V0_BYTES = Bytes.ofHex("12209dff3b17d74cf4d38a50d8b6383e92d181a10395a5e73a726dcccbd21bf6f0b9");

    @Test
    void readsVersionOne() {
        var cid = Cid.parse(V1_TEXT);
        assertThat(cid.version()).isEqualTo(1);
        assertThat(cid.codec()).isEqualTo(Cid.RAW);
        assertThat(cid.hash().code()).isEqualTo(Multihash.SHA2_256);
        assertThat(cid.bytes()).isEqualTo(V1_BYTES);
        assertThat(Cid.decode(V1_BYTES)).isEqualTo(cid);
        assertThat(cid.toString(Multibase.BASE58BTC)).isEqualTo(V1_TEXT);
        assertThat(cid.toString()).startsWith("bafkrei");
    }

    @Test
    void readsVersionZero() {
        var cid = Cid.parse(V0_TEXT);
        assertThat(cid).isEqualTo(new Cid(0, Cid.DAG_PB, Multihash.decode(V0_BYTES))).isEqualTo(Cid.decode(V0_BYTES));
        assertThat(cid.bytes()).isEqualTo(V0_BYTES);
        assertThat(cid).hasToString(V0_TEXT);
        assertThatThrownBy(() -> cid.toString(Multibase.BASE32)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void readsEveryBase() {
        var cid = Cid.decode(V1_BYTES);
        for (var base : Multibase.values()) {
            assertThat(Cid.parse(cid.toString(base))).as("%s", base).isEqualTo(cid);
        }
    }

    @Test
    void refusesEveryTruncation() {
        for (var whole : List.of(V0_BYTES, V1_BYTES)) {
            for (int length = 0; length < whole.length(); length++) {
                var part = whole.slice(0, length);
                assertThatThrownBy(() -> Cid.decode(part)).as("%s", part).isInstanceOf(MalformedException.class);
                assertThatThrownBy(() -> Cid.parse(Multibase.BASE32.encode(part))).as("%s", part).isInstanceOf(MalformedException.class);
            }
            assertThatThrownBy(() -> Cid.decode(Bytes.concat(whole, Bytes.of(0)))).isInstanceOf(MalformedException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Qm", "QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5",
        "QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx50", "QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5NN",
        "zQmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N", "b", "f", "f00550000", "f02550000", "f81005500", "f01d5000000", "f12"})
    void refusesOtherTexts(String text) {
        assertThatThrownBy(() -> Cid.parse(text)).isInstanceOf(MalformedException.class);
    }

    @Test
    void refusesPartsThatDoNotFit() {
        var hash = Multihash.decode(V0_BYTES);
        assertThatThrownBy(() -> new Cid(2, Cid.RAW, hash)).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> new Cid(0, Cid.RAW, hash)).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> new Cid(0, Cid.DAG_PB, Multihash.identity(Bytes.EMPTY))).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> new Cid(1, -1, hash)).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> Cid.parse("f" + "0".repeat(Cid.MAX_TEXT))).isInstanceOf(MalformedException.class);
    }

    @Test
    void writesTheLongestItCanRead() {
        var longest = Cid.v1(Long.MAX_VALUE, new Multihash(Long.MAX_VALUE, Bytes.copyOf(new byte[Multihash.MAX_DIGEST])));
        for (var base : Multibase.values()) {
            assertThat(Cid.parse(longest.toString(base))).as("%s", base).isEqualTo(longest);
        }
    }
}
