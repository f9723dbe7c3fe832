package org.jackfield.spi.peer;

import java.util.List;

import org.jackfield.spi.multiformats.Bytes;

/** A block of IP addresses: those whose first bits are the network's. */
record IpRange(Bytes network, int bits) {

    static final List<IpRange> LOOPBACK = List.of(ip4("127.0.0.0", 8), ip6("::1", 128));
    static final List<IpRange> UNSPECIFIED = List.of(ip4("0.0.0.0", 32), ip6("::", 128));
    static final List<IpRange> LINK_LOCAL = List.of(ip4("169.254.0.0", 16), ip6("fe80::", 10));
    /** RFC 1918, RFC 6598 (carriers' translators), RFC 4193. */
    static final List<IpRange> SITE = List.of(ip4("10.0.0.0", 8), ip4("172.16.0.0", 12), ip4("192.168.0.0", 16),
            ip4("100.64.0.0", 10), ip6("fc00::", 7));

    private static IpRange ip4(String network, int bits) {
        return new IpRange(IpText.parse4(network), bits);
    }

    private static IpRange ip6(String network, int bits) {
        return new IpRange(IpText.parse6(network), bits);
    }

    /** Whether one of the ranges holds the address, IPv4 in IPv6 counting as IPv4. */
    static boolean anyContains(List<IpRange> ranges, Bytes address) {
        var plain = IpText.unmapped(address);
        return ranges.stream().anyMatch(range -> range.contains(plain));
    }

    private boolean contains(Bytes address) {
        if (address.length() != network.length()) {
            return false;
        }
        int whole = bits / Byte.SIZE;
        int rest = bits % Byte.SIZE;
        return address.startsWith(network.slice(0, whole))
                && (rest == 0 || (address.at(whole) ^ network.at(whole)) >>> (Byte.SIZE - rest) == 0);
    }
}
