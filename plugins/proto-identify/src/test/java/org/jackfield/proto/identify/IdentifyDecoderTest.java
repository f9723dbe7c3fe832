package org.jackfield.proto.identify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.MalformedException;
import org.jackfield.spi.multiformats.Varint;
import org.jackfield.spi.peer.KeyType;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PublicKey;

class IdentifyDecoderTest {
    private static final Bytes ADDRESS = Multiaddr.parse("/ip4/1.2.3.4/tcp/1").bytes();

    @Test
    void readsEveryField() throws IOException {
        IdentifyMessage message = decode(vector());
        assertThat(message.publicKey()).contains(new PublicKey(KeyType.ED25519,
                Bytes.ofHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")));
        assertThat(message.listenAddresses()).containsExactly(Multiaddr.parse("/ip4/127.0.0.1/tcp/4001"),
                Multiaddr.parse("/ip6/::1/tcp/4001"));
        assertThat(message.protocols()).containsExactly(new ProtocolId("/ipfs/ping/1.0.0"), new ProtocolId("/ipfs/id/1.0.0"));
        assertThat(message.observedAddress()).contains(Multiaddr.parse("/ip4/10.0.0.1/tcp/8080"));
        assertThat(message.protocolVersion()).contains("ipfs/0.1.0");
        assertThat(message.agentVersion()).contains("other/1.2.3");
        assertThat(message.signedPeerRecord()).isEmpty();
    }

    @Test
    void readsBackWhatIsWritten() throws IOException {
        IdentifyMessage message = decode(vector());
        List<Bytes> written = IdentifyEncoder.encode(message);
        assertThat(written).singleElement().satisfies(bytes -> assertThat(bytes.length()).isEqualTo(vector().length()));
        assertThat(decode(written.getFirst())).isEqualTo(message);
    }

    @Test
    void refusesOrShortensAMessageCutAtEveryByte() throws IOException {
        Bytes whole = vector();
        int read = 0;
        for (int length = 0; length < whole.length(); length++) {
            try {
                IdentifyMessage message = decode(whole.slice(0, length));
                assertThat(message.agentVersion()).isEmpty();
                read++;
            } catch (MalformedException e) {
                assertThat(e).hasMessageContaining("identify");
            }
        }
        // the empty message and one end after each field but the last
        assertThat(read).isEqualTo(8);
    }

    @Test
    void appendsRepeatedFieldsAndTakesTheLastOfOthers() {
        IdentifyDecoder decoder = new IdentifyDecoder();
        decoder.add(Bytes.concat(protocol("/a"), field(6, "first"), field(2, ADDRESS)));
        decoder.add(Bytes.concat(protocol("/b"), protocol("/a"), field(6, "second"), field(6, "third"), field(2, ADDRESS)));
        IdentifyMessage message = decoder.message();
        assertThat(message.protocols()).containsExactly(new ProtocolId("/a"), new ProtocolId("/b"));
        assertThat(message.listenAddresses()).hasSize(1);
        assertThat(message.agentVersion()).contains("third");
    }

    @Test
    void leavesOutWhatItCannotRead() {
        IdentifyMessage message = decode(Bytes.concat(field(2, "no address"), field(2, ADDRESS), field(3, "no-slash"),
                field(3, Bytes.of(0x2f, 0xff)), protocol("/fine"), field(4, "no address")));
        assertThat(message.listenAddresses()).hasSize(1);
        assertThat(message.protocols()).containsExactly(new ProtocolId("/fine"));
        assertThat(message.observedAddress()).isEmpty();
    }

    @Test
    void keepsNoMoreProtocolsAndAddressesThanItsBoundsOverAllMessages() {
        IdentifyDecoder decoder = new IdentifyDecoder();
        for (int i = 0; i < IdentifyDecoder.MAX_MESSAGES; i++) {
            Bytes message = Bytes.EMPTY;
            for (int j = 0; j < 300; j++) {
                message = Bytes.concat(message, protocol("/p" + i + "/" + j),
                        field(2, Multiaddr.parse("/ip4/1.2." + i + "." + j % 256 + "/tcp/" + (j + 1)).bytes()));
            }
            decoder.add(message);
        }
        assertThat(decoder.message().protocols()).hasSize(IdentifyDecoder.MAX_PROTOCOLS);
        assertThat(decoder.message().listenAddresses()).hasSize(IdentifyDecoder.MAX_ADDRESSES);
    }

    @Test
    void readsNoMoreThanTenMessages() {
        IdentifyDecoder decoder = new IdentifyDecoder();
        for (int i = 0; i < IdentifyDecoder.MAX_MESSAGES; i++) {
            decoder.add(Bytes.EMPTY);
        }
        assertThatThrownBy(() -> decoder.add(Bytes.EMPTY)).isInstanceOf(MalformedException.class)
                .hasMessageContaining("at most 10 messages");
    }

    @Test
    void refusesAMebibyteOfUnknownFields() {
        Bytes fields = Bytes.copyOf(new byte[1024 * 1024]);
        assertThatThrownBy(() -> decode(fields)).isInstanceOf(MalformedException.class).hasMessageContaining("8192");
    }

    @Test
    void skipsFewUnknownFieldsAndRefusesMany() {
        Bytes one = Bytes.concat(Bytes.of(0x48, 0x01), Bytes.of(0x3a, 0x01, 0x00), Bytes.of(0x0d, 1, 2, 3, 4),
                Bytes.of(0x11, 1, 2, 3, 4, 5, 6, 7, 8));
        assertThat(decode(Bytes.concat(one, one, one, one, protocol("/a"))).protocols()).hasSize(1);
        assertThatThrownBy(() -> decode(Bytes.concat(one, one, one, one, one))).isInstanceOf(MalformedException.class)
                .hasMessageContaining("unknown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0b0c", "4b4b4b4b4b4b4b4b", "0c", "00", "07", "0aff7f", "0affffffffff7f", "ff", "0a02ffff"})
    void refusesWhatIsNoMessage(String hex) {
        assertThatThrownBy(() -> decode(Bytes.ofHex(hex))).isInstanceOf(MalformedException.class);
    }

    @Test
    void cutsTextsAndTakesControlCharactersOut() {
        IdentifyMessage message = decode(Bytes.concat(field(6, "x".repeat(2000)), field(5, "a\u001b[2J\nb")));
        assertThat(message.agentVersion().orElseThrow()).hasSize(IdentifyDecoder.MAX_TEXT);
        assertThat(message.protocolVersion()).contains("a\uFFFD[2J\uFFFDb");
    }

    @Test
    void failsOnRandomBytesInOneWayOnly() {
        Random random = new Random(1);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            try {
                assertThat(decode(Bytes.copyOf(noise)).listenAddresses()).hasSizeLessThanOrEqualTo(IdentifyDecoder.MAX_ADDRESSES);
            } catch (MalformedException _) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(10_000);
    }

    private static IdentifyMessage decode(Bytes message) {
        IdentifyDecoder decoder = new IdentifyDecoder();
        decoder.add(message);
        return decoder.message();
    }

    private static Bytes protocol(String id) {
        return field(3, id);
    }

    private static Bytes field(int number, String value) {
        return field(number, Bytes.ofUtf8(value));
    }

    private static Bytes field(int number, Bytes value) {
        return Bytes.concat(Bytes.of(number << 3 | 2), Varint.encode(value.length()), value);
    }

    private static Bytes vector() throws IOException {
        try (InputStream in = IdentifyDecoderTest.class.getResourceAsStream("/vectors/identify/message.hex")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Bytes.ofHex(text.lines().filter(line -> !line.startsWith("#")).collect(Collectors.joining()));
        }
    }
}
