package org.jackfield.spi.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.Cid;
import org.jackfield.spi.multiformats.MalformedException;
import org.jackfield.spi.multiformats.Multibase;
import org.jackfield.spi.multiformats.Multihash;
import org.jackfield.spi.multiformats.Vectors;

class PeerIdTest {

    private static final PeerId ID = PeerId.parse("12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA");

    static List<String[]> texts() {
        return Vectors.rows("peer-ids/texts.csv");
    }

    static List<String[]> keys() {
        return Vectors.rows("peer-ids/keys.csv");
    }

    @ParameterizedTest
    @MethodSource("texts")
    void readsAllThreeTexts(String base58, String base32, String base36, String hex) {
        var id = PeerId.decode(Bytes.ofHex(hex));
        for (var text : List.of(base58, base32, base36)) {
            assertThat(PeerId.parse(text)).isEqualTo(id);
        }
        assertThat(id).hasToString(base58);
        assertThat(id.bytes().hex()).isEqualTo(hex);
        assertThat(id.cid()).hasToString(base32);
        assertThat(id.cid().toString(Multibase.BASE36)).isEqualTo(base36);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void carriesShortKeysInline(String hex, String text) {
        var key = PublicKey.decode(Bytes.ofHex(hex));
        var inline = PeerId.parse(text).inlineKey();
        if (key.type() == KeyType.ED25519 || key.type() == KeyType.SECP256K1) {
            assertThat(inline).contains(key);
        } else {
            assertThat(inline).isEmpty();
        }
    }

    @Test
    void hasNoInlineKeyIfItIsNotTheCanonicalOne() {
        var key = ID.inlineKey().orElseThrow();
        var backwards = new ProtoWriter().bytes(2, key.data()).varint(1, 1).message();
        assertThat(new PeerId(Multihash.identity(backwards)).inlineKey()).isEmpty();
        assertThat(new PeerId(Multihash.identity(Bytes.of(1, 2, 3))).inlineKey()).isEmpty();
        assertThat(new PeerId(Multihash.identity(Bytes.EMPTY)).inlineKey()).isEmpty();
    }

    @Test
    void boundsTheHash() {
        var longest = new PeerId(Multihash.identity(Bytes.copyOf(new byte[42])));
        assertThat(PeerId.parse(longest.toString())).isEqualTo(longest);
        var others = List.of(
                Multihash.identity(Bytes.copyOf(new byte[43])),
                new Multihash(Multihash.SHA2_256, Bytes.copyOf(new byte[31])),
                new Multihash(Multihash.SHA2_256, Bytes.copyOf(new byte[33])),
                new Multihash(Multihash.SHA2_512, Bytes.copyOf(new byte[64])),
                new Multihash(Multihash.SHA1, Bytes.copyOf(new byte[20])));
        for (var hash : others) {
            assertThatThrownBy(() -> new PeerId(hash)).isInstanceOf(MalformedException.class);
            assertThatThrownBy(() -> PeerId.decode(hash.bytes())).isInstanceOf(MalformedException.class);
            assertThatThrownBy(() -> PeerId.parse(Cid.v1(Cid.LIBP2P_KEY, hash).toString())).isInstanceOf(MalformedException.class);
        }
    }

    @Test
    void takesOnlyTheCodecOfKeys() {
        for (long codec : new long[]{Cid.RAW, Cid.DAG_PB, Cid.JSON}) {
            assertThatThrownBy(() -> PeerId.parse(Cid.v1(codec, ID.hash()).toString())).isInstanceOf(MalformedException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "Q", "Qm", "12D3KooW", "z12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA",
        "12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5S", "12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5S0",
        "12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA ", " 12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA",
        "QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5", "/p2p/x", "b", "k51"})
    void refusesOtherTexts(String text) {
        assertThatThrownBy(() -> PeerId.parse(text)).isInstanceOf(MalformedException.class);
    }

    @Test
    void refusesEveryTruncation() {
        for (var row : texts()) {
            var whole = Bytes.ofHex(row[3]);
            for (int length = 0; length < whole.length(); length++) {
                var part = whole.slice(0, length);
                assertThatThrownBy(() -> PeerId.decode(part)).isInstanceOf(MalformedException.class);
            }
        }
    }
}
