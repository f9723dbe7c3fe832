package org.jackfield.spi.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.MalformedException;

class IpRangeTest {
    @ParameterizedTest
    @CsvSource({"192.0.2.7, 192.0.2.7", "192.0.2.7/32, 192.0.2.7", "10.0.0.0/8, 10.0.0.0/8", "0.0.0.0/0, 0.0.0.0/0",
        "2001:DB8::, 2001:db8::", "2001:db8::/33, 2001:db8::/33", "::ffff:192.0.2.0/120, 192.0.2.0/24", "::ffff:c000:207, 192.0.2.7",
        "::ffff:0:0/96, 0.0.0.0/0", "::/0, ::/0"})
    void readsAndPrintsTheShortestForm(String text, String printed) {
        assertThat(IpRange.parse(text)).hasToString(printed).isEqualTo(IpRange.parse(printed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "192.0.2", "192.0.2.7/", "192.0.2.7/33", "192.0.2.7/-1", "192.0.2.7/024", "192.0.2.07", "192.0.2.7/24",
        "2001:db8::/129", "2001:db8::1/64", "example.com", "fe80::1%eth0", "1.2.3.4/8/8"})
    void refusesWhatIsNoRange(String text) {
        assertThatThrownBy(() -> IpRange.parse(text)).isInstanceOf(MalformedException.class);
    }

    @Test
    void saysWhichRangeWasMeant() {
        assertThatThrownBy(() -> IpRange.parse("10.1.2.3/9")).hasMessageContaining("the range is 10.0.0.0/9");
    }

    @Test
    void endsWithinAByte() {
        IpRange range = IpRange.parse("172.16.0.0/12");
        assertThat(range.contains(Bytes.of(172, 31, 255, 255))).isTrue();
        assertThat(range.contains(Bytes.of(172, 32, 0, 0))).isFalse();
        assertThat(range.contains(Bytes.of(172, 15, 255, 255))).isFalse();
        assertThat(range.contains(Bytes.ofHex("00000000000000000000ffffac1fffff"))).as("IPv4 in IPv6").isTrue();
        assertThat(range.contains(Bytes.ofHex("00000000000000000000000000000001"))).isFalse();
    }

    @Test
    void findsTheRangeAroundAnAddress() {
        Bytes address = Bytes.ofHex("ffffffff");
        for (int bits = 0; bits <= 32; bits++) {
            IpRange range = IpRange.around(address, bits);
            assertThat(range.bits()).isEqualTo(bits);
            assertThat(Long.bitCount(Long.parseLong(range.network().hex(), 16))).isEqualTo(bits);
        }
    }
}
