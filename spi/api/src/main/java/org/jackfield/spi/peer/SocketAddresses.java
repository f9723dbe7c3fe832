package org.jackfield.spi.peer;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.peer.Multiaddr.Part;

/** Between the first parts of an address and the JDK's sockets. Never asks a name server. */
final class SocketAddresses {

    private SocketAddresses() {
    }

    static List<Part> parts(InetSocketAddress socket, AddressProtocol transport) {
        if (transport != AddressProtocol.TCP && transport != AddressProtocol.UDP) {
            throw new IllegalArgumentException("neither tcp nor udp: " + transport);
        }
        var parts = new ArrayList<Part>();
        switch (socket.getAddress()) {
            case null -> throw new IllegalArgumentException("not resolved: " + socket);
            case Inet4Address ip4 -> parts.add(new Part(AddressProtocol.IP4, Bytes.copyOf(ip4.getAddress())));
            case Inet6Address ip6 -> {
                if (ip6.isLinkLocalAddress() && ip6.getScopeId() > 0) {
                    parts.add(new Part(AddressProtocol.IP6ZONE, Bytes.ofUtf8(zone(ip6))));
                }
                parts.add(new Part(AddressProtocol.IP6, Bytes.copyOf(ip6.getAddress())));
            }
            default -> throw new IllegalArgumentException("neither IPv4 nor IPv6: " + socket);
        }
        parts.add(new Part(transport, Decimal.u16(socket.getPort())));
        return parts;
    }

    private static String zone(Inet6Address address) {
        var network = address.getScopedInterface();
        return network != null ? network.getName() : Integer.toString(address.getScopeId());
    }

    static Optional<InetSocketAddress> socket(List<Part> parts) {
        boolean zoned = !parts.isEmpty() && parts.getFirst().protocol() == AddressProtocol.IP6ZONE;
        var rest = zoned ? parts.subList(1, parts.size()) : parts;
        if (rest.size() < 2) {
            return Optional.empty();
        }
        var ip = rest.get(0);
        var transport = rest.get(1);
        boolean isIp = ip.protocol() == AddressProtocol.IP6 || (ip.protocol() == AddressProtocol.IP4 && !zoned);
        boolean isSocket = transport.protocol() == AddressProtocol.TCP || transport.protocol() == AddressProtocol.UDP;
        if (!isIp || !isSocket) {
            return Optional.empty();
        }
        int port = Decimal.u16(transport.value(), 0);
        return ip(ip.value(), zoned ? parts.getFirst().text() : null).map(address -> new InetSocketAddress(address, port));
    }

    private static Optional<InetAddress> ip(Bytes address, @Nullable String zone) {
        try {
            if (zone == null) {
                return Optional.of(InetAddress.getByAddress(address.toArray()));
            }
            if (zone.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return Optional.of(Inet6Address.getByAddress(null, address.toArray(), Decimal.parse(zone, Integer.MAX_VALUE)));
            }
            var network = NetworkInterface.getByName(zone);
            return network == null ? Optional.empty() : Optional.of(Inet6Address.getByAddress(null, address.toArray(), network));
        } catch (UnknownHostException | SocketException | IllegalArgumentException _) {
            // the zone is no interface of this machine, or one without IPv6: nothing a socket could use
            return Optional.empty();
        }
    }
}
