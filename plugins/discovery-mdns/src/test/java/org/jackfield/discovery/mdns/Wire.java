package org.jackfield.discovery.mdns;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

import org.jackfield.discovery.mdns.Link.Subnet;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.peer.PeerId;

/** What the tests of this package share: links, names and packets. */
final class Wire {
    static final String SERVICE = "_p2p._udp.local";
    static final PeerId PEER = PeerId.parse("12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA");
    static final PeerId OTHER = PeerId.parse("12D3KooWJJJFvJSaW5jMeZDiXXHnRb5vDzyFu8zWyEA5WnVTAdSH");
    static final Link LOOPBACK = new Link("lo", true, List.of(Subnet.of(ip("127.0.0.1"), 8)));
    static final Link LAN = new Link("eth0", false, List.of(Subnet.of(ip("10.1.2.3"), 24), Subnet.of(ip("fe80::3"), 64)));

    private Wire() {}

    static Service service(long seed) {
        return Service.named(SERVICE, new Random(seed));
    }

    static InetAddress ip(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a packet of the vectors. */
    static Bytes vector(String name) {
        try (InputStream in = Wire.class.getResourceAsStream("/vectors/mdns/" + name)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Bytes.ofHex(text.lines().filter(line -> !line.startsWith("#")).map(line -> line.replace(" ", "")).collect(Collectors
                    .joining()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
