package org.jackfield.spi.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.Costs;
import org.jackfield.spi.multiformats.MalformedException;
import org.jackfield.spi.multiformats.Varint;
import org.jackfield.spi.multiformats.Vectors;

class MultiaddrFormatTest {

    static List<String[]> pairs() {
        return Vectors.rows("multiaddr/pairs.csv");
    }

    static List<String[]> accepted() {
        return Vectors.rows("multiaddr/accepted.csv").stream().map(row -> new String[]{row[0], row[row.length - 1]}).toList();
    }

    static List<String> refused() {
        return Vectors.lines("multiaddr/refused.txt");
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void agreesWithTheGoldenVectors(String text, String hex) {
        var address = Multiaddr.parse(text);
        assertThat(address.bytes().hex()).isEqualTo(hex);
        assertThat(Multiaddr.decode(Bytes.ofHex(hex))).isEqualTo(address).hasToString(text);
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void writesTheCanonicalTextOfWhatItReads(String text, String canonical) {
        var address = Multiaddr.parse(text);
        assertThat(address).hasToString(canonical);
        assertThat(Multiaddr.parse(canonical)).isEqualTo(address);
        assertThat(Multiaddr.decode(address.bytes())).isEqualTo(address).hasToString(canonical);
    }

    @ParameterizedTest
    @MethodSource("refused")
    @ValueSource(strings = {"", " ", "/dns/a\nb", "/dns/a\u202eb", "/dns/a\u2028b", "/ip6zone/\u0000/ip6/::", "/dns/\ud800"})
    void refusesTextsThatAreNoAddresses(String text) {
        assertThatThrownBy(() -> Multiaddr.parse(text)).isInstanceOf(MalformedException.class).message().doesNotContain("\n", "\u202e");
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void refusesTruncationsUnlessTheyEndBetweenParts(String text, String hex) {
        var whole = Multiaddr.parse(text);
        for (int length = 0; length < whole.bytes().length(); length++) {
            var part = whole.bytes().slice(0, length);
            if (isSumOfParts(whole, length)) {
                assertThat(whole.startsWith(Multiaddr.decode(part))).isTrue();
            } else {
                assertThatThrownBy(() -> Multiaddr.decode(part)).as("%s", part).isInstanceOf(MalformedException.class);
            }
        }
    }

    private static boolean isSumOfParts(Multiaddr address, int length) {
        var shorter = Multiaddr.EMPTY;
        for (var part : address.parts()) {
            shorter = shorter.with(part);
            if (shorter.bytes().length() == length) {
                return true;
            }
        }
        return false;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "04", "047f0000", "05", "00", "8400" + "7f000001", "ffffffffffffffff7f", "80", "3500",
        "350161" + "3501", "35022f2f", "350180", "2b81", "9003" + "0161", "9003" + "012f", "9003" + "022f61" + "dd03",
        "a503" + "00", "a503" + "022000", "a503" + "0f12", "a503" + "0300016100", "a503" + "2b002961", "d203" + "00",
        "d203" + "021201", "e103" + "00", "be03" + "0100", "bf03" + "0100", "bc03" + "0000000000000000000000" + "00",
        "8906" + "00000000000000", "2a00", "2a022f61", "06" + "8200" + "01", "c10300"})
    void refusesBytesThatAreNoAddresses(String hex) {
        assertThatThrownBy(() -> Multiaddr.decode(Bytes.ofHex(hex))).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @EnumSource
    void knowsEveryProtocolByNameAndCode(AddressProtocol protocol) {
        assertThat(AddressProtocol.named(protocol.toString())).contains(protocol);
        assertThat(AddressProtocol.of(protocol.code())).isEqualTo(protocol);
        var wire = Varint.encode(protocol.code());
        if (protocol.hasValue()) {
            assertThatThrownBy(() -> Multiaddr.decode(wire)).isInstanceOf(MalformedException.class);
        } else {
            assertThat(Multiaddr.decode(wire)).hasToString("/" + protocol);
        }
    }

    @Test
    void doesNotKnowOtherProtocols() {
        assertThat(AddressProtocol.named("p2p-webrtc-star")).isEmpty();
        assertThat(AddressProtocol.named("")).isEmpty();
        assertThatThrownBy(() -> AddressProtocol.of(275)).isInstanceOf(MalformedException.class).hasMessageContaining("275");
    }

    @Test
    void readsGarlicOfItsTwoSizes() {
        var longest = "jT~I" + "A-".repeat(257) + "AA";
        var text = "/garlic64/" + longest;
        assertThat(longest.length() % 4).isZero();
        assertThat(Multiaddr.parse(text)).hasToString(text);
        assertThatThrownBy(() -> Multiaddr.parse("/garlic64/" + longest.replace('-', '+'))).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> Multiaddr.parse("/garlic64/" + "A".repeat(620))).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> Multiaddr.parse("/garlic64/" + "A".repeat(512))).isInstanceOf(MalformedException.class);
    }

    @Test
    void doesNotAllocateForALengthThatIsNotThere() {
        var input = Bytes.ofHex("35" + "ffffffffffffffff7f" + "61".repeat(10));
        assertThat(Costs.leastAllocation(() -> assertThatThrownBy(() -> Multiaddr.decode(input)))).isLessThan(64 * 1024);
        var long64k = Bytes.copyOf(new byte[1 << 20]);
        assertThat(Costs.leastAllocation(() -> assertThatThrownBy(() -> Multiaddr.decode(long64k)))).isLessThan(64 * 1024);
    }

    @Test
    void anyBytesAreRefusedOrReadBack() {
        var random = new SplittableRandom(5);
        var seeds = pairs().stream().map(pair -> Bytes.ofHex(pair[1])).toList();
        for (int i = 0; i < 20_000; i++) {
            var bytes = seeds.get(random.nextInt(seeds.size())).toArray();
            for (int changes = random.nextInt(4); changes > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            assertReadsBack(Bytes.copyOf(bytes));
        }
    }

    private static void assertReadsBack(Bytes bytes) {
        Multiaddr address;
        try {
            address = Multiaddr.decode(bytes);
        } catch (MalformedException e) {
            return;
        }
        assertThat(address.bytes()).isEqualTo(bytes);
        assertThat(Multiaddr.parse(address.toString())).isEqualTo(address);
    }

    @Test
    void anyTextIsRefusedOrReadBack() {
        var random = new SplittableRandom(6);
        var seeds = accepted().stream().map(row -> row[0]).toList();
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder(seeds.get(random.nextInt(seeds.size())));
            for (int changes = random.nextInt(4); changes > 0; changes--) {
                text.setCharAt(random.nextInt(text.length()), "/:.%0129afz\u00e9".charAt(random.nextInt(12)));
            }
            assertReadsBack(text.toString());
        }
    }

    private static void assertReadsBack(String text) {
        Multiaddr address;
        try {
            address = Multiaddr.parse(text);
        } catch (MalformedException e) {
            return;
        }
        assertThat(Multiaddr.parse(address.toString())).as(text).isEqualTo(address);
        assertThat(Multiaddr.decode(address.bytes())).hasToString(address.toString());
    }
}
