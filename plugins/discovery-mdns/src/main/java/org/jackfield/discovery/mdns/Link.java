package org.jackfield.discovery.mdns;

import java.net.InetAddress;
import java.util.List;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.peer.IpRange;

/**
 * A network interface at one time.
 *
 * @param name     as the system calls it
 * @param loopback whether it reaches this machine only
 * @param subnets  the addresses of this machine there, each with what else is there
 */
record Link(String name, boolean loopback, List<Subnet> subnets) {
    Link {
        subnets = List.copyOf(subnets);
    }

    /**
     * An address of this machine, and what else is there.
     *
     * @param address of this machine
     * @param network all addresses there
     */
    record Subnet(InetAddress address, IpRange network) {
        /** @param bits how many first bits the addresses share, as the system tells: -1 if it does not know, and then none */
        static Subnet of(InetAddress address, int bits) {
            Bytes ip = Bytes.copyOf(address.getAddress());
            return new Subnet(address, IpRange.around(ip, Math.clamp(bits, 0, ip.length() * Byte.SIZE)));
        }
    }

    /**
     * Whether somebody with this address is on the link, and not behind a router, who could only have guessed at our socket (RFC 6762
     * section 11).
     */
    boolean isNeighbour(InetAddress source) {
        Bytes ip = Bytes.copyOf(source.getAddress());
        return subnets.stream().anyMatch(subnet -> subnet.network().contains(ip));
    }

    /** This machine's addresses on the link, 4 or 16 bytes each. */
    List<Bytes> addresses() {
        return subnets.stream().map(subnet -> Bytes.copyOf(subnet.address().getAddress())).toList();
    }

    boolean speaks(Group group) {
        return subnets.stream().anyMatch(subnet -> group.fits(subnet.address()));
    }

    @Override
    public String toString() {
        return name;
    }
}
