package org.jackfield.discovery.mdns;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;

import org.jackfield.spi.multiformats.Bytes;

/** The two groups of multicast DNS (RFC 6762 section 3). */
enum Group {
    IP4(StandardProtocolFamily.INET, Bytes.of(224, 0, 0, 251)), IP6(StandardProtocolFamily.INET6,
            Bytes.ofHex("ff0200000000000000000000000000fb"));

    static final int PORT = 5353;

    private final ProtocolFamily family;
    private final Bytes address;

    Group(ProtocolFamily family, Bytes address) {
        this.family = family;
        this.address = address;
    }

    ProtocolFamily family() {
        return family;
    }

    boolean fits(InetAddress member) {
        return this == IP4 ? member instanceof Inet4Address : member instanceof Inet6Address;
    }

    /** The group's socket as seen on an interface; IPv6 cannot be bound to without saying which. */
    InetSocketAddress on(NetworkInterface network) throws IOException {
        InetAddress group = this == IP4
                ? InetAddress.getByAddress(address.toArray())
                : Inet6Address.getByAddress(null, address.toArray(), network);
        return new InetSocketAddress(group, PORT);
    }
}
