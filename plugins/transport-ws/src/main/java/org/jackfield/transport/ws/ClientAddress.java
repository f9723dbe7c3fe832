package org.jackfield.transport.ws;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.netty.handler.codec.http.HttpHeaders;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.MalformedException;
import org.jackfield.spi.peer.IpRange;
import org.jackfield.spi.peer.Multiaddr;

/**
 * Finds out whom a reverse proxy speaks for. Anybody can send such headers, so they count only from proxies that are trusted, and only
 * back to the first address that no trusted proxy vouches for. Source: RFC 7239 for {@code Forwarded}; the others are custom. Pure.
 *
 * @param trusted networks of trusted proxies
 */
record ClientAddress(List<IpRange> trusted) {
    /** The {@code for} of each element: a token, or quoted, an IPv6 address in brackets, then perhaps a port. */
    private static final Pattern FOR = Pattern.compile("(?:^|[;,\\s])for=\"?(\\[[^\\]]*]|[^\";,\\s:]*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

    /**
     * Reads the networks of trusted proxies.
     *
     * @throws IllegalArgumentException if one is none; tells what is expected
     */
    static ClientAddress trusting(List<String> networks) {
        return new ClientAddress(networks.stream().map(ClientAddress::network).toList());
    }

    private static IpRange network(String text) {
        try {
            return IpRange.parse(text);
        } catch (MalformedException e) {
            throw new IllegalArgumentException("expected a network such as 10.0.0.0/8 or fd00::/8, got \"" + text + "\": " + e.getMessage(),
                    e);
        }
    }

    /** Tells whether the sender may speak for others. */
    boolean isProxy(InetSocketAddress sender) {
        return isTrusted(sender.getAddress());
    }

    /** Gives the client's address as the proxy tells it, without port; empty if the sender is not trusted or tells nothing of use. */
    Optional<InetSocketAddress> of(InetSocketAddress sender, HttpHeaders headers) {
        InetAddress nearest = sender.getAddress();
        if (!isTrusted(nearest)) {
            return Optional.empty();
        }
        for (String hop : hops(headers).reversed()) {
            Optional<InetAddress> address = ip(hop);
            if (address.isEmpty()) {
                break;
            }
            nearest = address.get();
            if (!isTrusted(nearest)) {
                break;
            }
        }
        return nearest.equals(sender.getAddress()) ? Optional.empty() : Optional.of(new InetSocketAddress(nearest, 0));
    }

    /** Lists what the proxies noted, the farthest first. */
    private static List<String> hops(HttpHeaders headers) {
        List<String> hops = new ArrayList<>();
        Matcher forwarded = FOR.matcher(String.join(",", headers.getAll("Forwarded")));
        while (forwarded.find()) {
            hops.add(forwarded.group(1));
        }
        if (hops.isEmpty()) {
            Collections.addAll(hops, COMMA.split(String.join(",", headers.getAll("X-Forwarded-For")).strip()));
            hops.removeIf(String::isEmpty);
        }
        if (hops.isEmpty()) {
            hops.addAll(headers.getAll("X-Real-IP"));
        }
        return hops;
    }

    private static Optional<InetAddress> ip(String hop) {
        String text = hop.startsWith("[") && hop.endsWith("]") ? hop.substring(1, hop.length() - 1) : hop;
        try {
            // never a name: nothing is looked up for a stranger
            Bytes address = Multiaddr.EMPTY.with(text.indexOf(':') >= 0 ? "ip6" : "ip4", text).parts().getFirst().value();
            return Optional.of(InetAddress.getByAddress(address.toArray()));
        } catch (IllegalArgumentException | UnknownHostException _) {
            return Optional.empty(); // unknown, or hidden behind a name
        }
    }

    private boolean isTrusted(InetAddress address) {
        Bytes ip = Bytes.copyOf(address.getAddress());
        return trusted.stream().anyMatch(network -> network.contains(ip));
    }
}
