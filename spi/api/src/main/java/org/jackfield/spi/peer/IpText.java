package org.jackfield.spi.peer;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.Excerpt;
import org.jackfield.spi.multiformats.MalformedException;

/**
 * IP addresses in text, with no resolver near. The JDK's own printing is not RFC 5952, its parsing takes host names and odd forms of
 * IPv4.
 */
final class IpText {

    static final int IP4_BYTES = 4;
    static final int IP6_BYTES = 16;

    private static final int GROUPS = 8;
    private static final int MAX_TEXT4 = "255.255.255.255".length();
    private static final int MAX_TEXT6 = "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255".length();
    private static final Bytes MAPPED_START = Bytes.ofHex("00000000000000000000ffff");

    private IpText() {
    }

    /** Four decimal numbers, no leading zeros. */
    static Bytes parse4(String text) {
        var octets = text.length() <= MAX_TEXT4 ? text.split("\\.", -1) : new String[0];
        if (octets.length != IP4_BYTES) {
            throw new MalformedException("expected an IPv4 address, got " + Excerpt.of(text));
        }
        return Bytes.of(octet(octets[0]), octet(octets[1]), octet(octets[2]), octet(octets[3]));
    }

    private static int octet(String text) {
        return Decimal.parse(text, 0xff);
    }

    static String print4(Bytes value) {
        return value.at(0) + "." + value.at(1) + "." + value.at(2) + "." + value.at(3);
    }

    /** All forms of RFC 4291, section 2.2. */
    static Bytes parse6(String text) {
        if (text.length() > MAX_TEXT6) {
            throw notIp6(text);
        }
        int gap = text.indexOf("::");
        if (gap < 0) {
            var whole = groups(text, text, true);
            if (whole.length() != IP6_BYTES) {
                throw notIp6(text);
            }
            return whole;
        }
        var head = groups(text.substring(0, gap), text, false);
        var tail = groups(text.substring(gap + 2), text, true);
        int missing = IP6_BYTES - head.length() - tail.length();
        if (missing < 2) {
            throw notIp6(text);
        }
        return Bytes.concat(head, Bytes.copyOf(new byte[missing]), tail);
    }

    private static Bytes groups(String part, String text, boolean mayEndDotted) {
        var target = new ByteArrayOutputStream(IP6_BYTES);
        if (part.isEmpty()) {
            return Bytes.EMPTY;
        }
        var groups = part.split(":", -1);
        for (int i = 0; i < groups.length; i++) {
            boolean dotted = mayEndDotted && i == groups.length - 1 && groups[i].indexOf('.') >= 0;
            target.writeBytes((dotted ? parse4(groups[i]) : group(groups[i], text)).toArray());
        }
        return Bytes.copyOf(target.toByteArray());
    }

    private static Bytes group(String group, String text) {
        if (group.isEmpty() || group.length() > 4 || !group.chars().allMatch(HexFormat::isHexDigit)) {
            throw notIp6(text);
        }
        return Decimal.u16(HexFormat.fromHexDigits(group));
    }

    private static MalformedException notIp6(String text) {
        return new MalformedException("expected an IPv6 address, got " + Excerpt.of(text));
    }

    /** RFC 5952: lower case, no leading zeros, the first longest run of two or more zero groups as {@code ::}. */
    static String print6(Bytes value) {
        if (isMapped(value)) {
            return "::ffff:" + print4(unmapped(value));
        }
        int gapStart = -1;
        int gapLength = 1;
        for (int i = 0; i < GROUPS; i++) {
            int run = zeroGroups(value, i);
            if (run > gapLength) {
                gapStart = i;
                gapLength = run;
            }
        }
        var text = new StringBuilder(MAX_TEXT6);
        for (int i = 0; i < GROUPS; i++) {
            if (i == gapStart) {
                text.append("::");
                i += gapLength - 1;
                continue;
            }
            if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(Decimal.u16(value, 2 * i)));
        }
        return text.toString();
    }

    private static int zeroGroups(Bytes value, int from) {
        int end = from;
        while (end < GROUPS && Decimal.u16(value, 2 * end) == 0) {
            end++;
        }
        return end - from;
    }

    /** Whether this is an IPv4 address in IPv6 clothes, {@code ::ffff:0:0/96}. */
    static boolean isMapped(Bytes value) {
        return value.length() == IP6_BYTES && value.startsWith(MAPPED_START);
    }

    /** The IPv4 address inside a mapped one; any other address unchanged. */
    static Bytes unmapped(Bytes value) {
        return isMapped(value) ? value.slice(IP6_BYTES - IP4_BYTES, IP6_BYTES) : value;
    }
}
