package org.jackfield.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.MalformedException;
import org.jackfield.spi.peer.KeyType;
import org.jackfield.spi.peer.PeerId;

class SoftwareIdentityTest {

    private static final Bytes MESSAGE = Bytes.ofUtf8("message");

    static List<String[]> golden() {
        return Vectors.rows("peer-ids/private-keys.csv");
    }

    @ParameterizedTest
    @MethodSource("golden")
    void readsAndWritesPrivateKeys(String privateKey, String publicKey, String peerId) {
        var identity = SoftwareIdentity.decode(Bytes.ofHex(privateKey));
        assertThat(identity.publicKey().encode().hex()).isEqualTo(publicKey);
        assertThat(identity.id()).hasToString(peerId);
        assertThat(identity.encode().hex()).isEqualTo(privateKey);
        assertThat(new KeyVerifier().verify(identity.publicKey(), MESSAGE, identity.sign(MESSAGE))).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"ED25519", "SECP256K1"})
    void makesNewKeys(KeyType type) {
        var identity = SoftwareIdentity.generate(type, new SecureRandom());
        assertThat(identity.publicKey().type()).isEqualTo(type);
        assertThat(identity.id()).isEqualTo(PeerId.of(identity.publicKey()));
        assertThat(identity.id().inlineKey()).contains(identity.publicKey());
        assertThat(SoftwareIdentity.decode(identity.encode()).id()).isEqualTo(identity.id());
        assertThat(SoftwareIdentity.generate(type, new SecureRandom()).id()).isNotEqualTo(identity.id());
        assertThat(new KeyVerifier().verify(identity.publicKey(), MESSAGE, identity.sign(MESSAGE))).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"RSA", "ECDSA"})
    void doesNotMakeKeysOfOldTypes(KeyType type) {
        assertThatThrownBy(() -> SoftwareIdentity.generate(type, new SecureRandom())).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @MethodSource("golden")
    void refusesEveryTruncation(String privateKey, String publicKey, String peerId) {
        var whole = Bytes.ofHex(privateKey);
        for (int length = 0; length < whole.length(); length++) {
            var part = whole.slice(0, length);
            assertThatThrownBy(() -> SoftwareIdentity.decode(part)).isInstanceOf(MalformedException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0801", "1201", "0802120101" + "1800", "0802120101" + "0802", "08021201011201" + "01", "08041200",
        "0802120100", "0802" + "12ffffffffffffffff7f", "0a0102", "0b"})
    void refusesOtherProtobufs(String hex) {
        assertThatThrownBy(() -> SoftwareIdentity.decode(Bytes.ofHex(hex))).isInstanceOf(MalformedException.class);
    }

    @Test
    void refusesLargeFiles() {
        assertThatThrownBy(() -> SoftwareIdentity.decode(Bytes.copyOf(new byte[1 << 20]))).isInstanceOf(MalformedException.class);
    }

    @Test
    void neverShowsTheSecret() {
        var identity = SoftwareIdentity.decode(Bytes.ofHex(golden().getFirst()[0]));
        assertThat(identity).hasToString("identity of 12D3KooWBtg3aaRMjxwedh83aGiUkwSxDwUZkzuJcfaqUmo7R3pq");
        var broken = golden().getFirst()[0].replace("7e0830", "7e0831");
        assertThatThrownBy(() -> SoftwareIdentity.decode(Bytes.ofHex(broken))).isInstanceOf(MalformedException.class).message()
                .doesNotContain("7e0831", "617c4a");
    }
}
