package org.jackfield.kernel.host;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.jackfield.spi.peer.AddressProtocol;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.Multiaddr.Part;

/** Turns "listening on every interface" into the addresses that a peer can dial. */
final class InterfaceAddresses {
    private static final Logger LOG = LoggerFactory.getLogger(InterfaceAddresses.class);

    private InterfaceAddresses() {}

    /** Replaces each unspecified IP by those of this machine, loopback last; link-local ones need a zone and are left out. */
    static List<Multiaddr> expand(List<Multiaddr> bound) {
        return bound.stream().flatMap(address -> address.isUnspecified() ? expand(address).stream() : java.util.stream.Stream.of(address))
                .distinct().toList();
    }

    private static List<Multiaddr> expand(Multiaddr unspecified) {
        boolean six = unspecified.first(AddressProtocol.IP6).isPresent();
        List<Multiaddr> expanded = new ArrayList<>();
        for (InetAddress address : machine()) {
            if (address instanceof Inet6Address == six) {
                expanded.add(replaceIp(unspecified, address));
            }
        }
        return expanded;
    }

    private static Multiaddr replaceIp(Multiaddr unspecified, InetAddress address) {
        Part ip = Multiaddr.ofSocket(new InetSocketAddress(address, 0), AddressProtocol.TCP).parts().getFirst();
        Multiaddr replaced = Multiaddr.EMPTY.with(ip);
        for (Part part : unspecified.parts().subList(1, unspecified.parts().size())) {
            replaced = replaced.with(part);
        }
        return replaced;
    }

    private static List<InetAddress> machine() {
        try {
            return NetworkInterface.networkInterfaces().filter(InterfaceAddresses::isUp).flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLinkLocalAddress()).sorted(Comparator.comparing(InetAddress::isLoopbackAddress)).toList();
        } catch (SocketException e) {
            LOG.warn("cannot list this machine's addresses", e);
            return List.of();
        }
    }

    private static boolean isUp(NetworkInterface each) {
        try {
            return each.isUp();
        } catch (SocketException _) {
            return false;
        }
    }
}
