package org.jackfield.spi.peer;

import java.util.List;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.MalformedException;

/**
 * A block of IP addresses: those whose first bits are the network's. A range of IPv4 in IPv6 clothes, {@code ::ffff:0:0/96}, is kept as the
 * IPv4 range it means.
 *
 * @param network 4 or 16 bytes, with zeros behind the first bits
 * @param bits    0 to 32, or 0 to 128
 */
public record IpRange(Bytes network, int bits) {
    private static final int MAPPED_BITS = 96;

    static final List<IpRange> LOOPBACK = List.of(ip4("127.0.0.0", 8), ip6("::1", 128));
    static final List<IpRange> UNSPECIFIED = List.of(ip4("0.0.0.0", 32), ip6("::", 128));
    static final List<IpRange> LINK_LOCAL = List.of(ip4("169.254.0.0", 16), ip6("fe80::", 10));
    /** RFC 1918, RFC 6598 (carriers' translators), RFC 4193. */
    static final List<IpRange> SITE = List.of(ip4("10.0.0.0", 8), ip4("172.16.0.0", 12), ip4("192.168.0.0", 16),
            ip4("100.64.0.0", 10), ip6("fc00::", 7));

    /** @throws MalformedException if these are not the parts of a range */
    public IpRange {
        if (network.length() != IpText.IP4_BYTES && network.length() != IpText.IP6_BYTES) {
            throw new MalformedException("an IP address has 4 or 16 bytes, not " + network.length());
        }
        int longest = network.length() * Byte.SIZE;
        if (bits < 0 || bits > longest) {
            throw new MalformedException("a prefix of this address has 0 to " + longest + " bits, not " + bits);
        }
        if (!network.equals(masked(network, bits))) {
            throw new MalformedException(print(network) + " has bits beyond its prefix of " + bits + "; the range is "
                    + print(masked(network, bits)) + "/" + bits);
        }
        if (IpText.isMapped(network) && bits >= MAPPED_BITS) {
            network = IpText.unmapped(network);
            bits -= MAPPED_BITS;
        }
    }

    /**
     * Reads an address, such as {@code 192.0.2.7} or {@code 2001:db8::1}, or a range, such as {@code 192.0.2.0/24}.
     *
     * @throws MalformedException if it is neither, or has bits beyond its prefix
     */
    public static IpRange parse(String text) {
        int slash = text.indexOf('/');
        String ip = slash < 0 ? text : text.substring(0, slash);
        Bytes address = ip.indexOf(':') >= 0 ? IpText.parse6(ip) : IpText.parse4(ip);
        int longest = address.length() * Byte.SIZE;
        return new IpRange(address, slash < 0 ? longest : Decimal.parse(text.substring(slash + 1), longest));
    }

    /** Gives the range of so many bits that an address is in. */
    public static IpRange around(Bytes address, int bits) {
        return new IpRange(masked(address, bits), bits);
    }

    private static Bytes masked(Bytes address, int bits) {
        byte[] masked = address.toArray();
        for (int i = 0; i < masked.length; i++) {
            int kept = Math.clamp(bits - i * Byte.SIZE, 0, Byte.SIZE);
            masked[i] &= (byte) (0xff << Byte.SIZE - kept);
        }
        return Bytes.copyOf(masked);
    }

    /** Whether this is a range of IPv4 addresses. */
    public boolean isIp4() {
        return network.length() == IpText.IP4_BYTES;
    }

    /** Whether this is a single address. */
    public boolean isSingle() {
        return bits == network.length() * Byte.SIZE;
    }

    /** The address alone, or the range as {@code 192.0.2.0/24}. */
    @Override
    public String toString() {
        return isSingle() ? print(network) : print(network) + "/" + bits;
    }

    private static String print(Bytes address) {
        return address.length() == IpText.IP4_BYTES ? IpText.print4(address) : IpText.print6(address);
    }

    private static IpRange ip4(String network, int bits) {
        return new IpRange(IpText.parse4(network), bits);
    }

    private static IpRange ip6(String network, int bits) {
        return new IpRange(IpText.parse6(network), bits);
    }

    /** Whether one of the ranges holds the address, IPv4 in IPv6 counting as IPv4. */
    static boolean anyContains(List<IpRange> ranges, Bytes address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    /** Whether the range holds an address of 4 or 16 bytes, IPv4 in IPv6 counting as IPv4. */
    public boolean contains(Bytes ip) {
        Bytes address = IpText.unmapped(ip);
        if (address.length() != network.length()) {
            return false;
        }
        int whole = bits / Byte.SIZE;
        int rest = bits % Byte.SIZE;
        return address.startsWith(network.slice(0, whole))
                && (rest == 0 || (address.at(whole) ^ network.at(whole)) >>> (Byte.SIZE - rest) == 0);
    }
}
