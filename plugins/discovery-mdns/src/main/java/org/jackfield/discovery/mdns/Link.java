package org.jackfield.discovery.mdns;

import java.net.InetAddress;
import java.util.List;

import org.jackfield.spi.multiformats.Bytes;

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
     * The addresses whose first bits are those of {@code address}.
     *
     * @param address of this machine
     * @param bits    how many are the same
     */
    record Subnet(InetAddress address, int bits) {
        private boolean contains(InetAddress other) {
            byte[] here = address.getAddress();
            byte[] there = other.getAddress();
            if (here.length != there.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit += Byte.SIZE) {
                int differing = (here[bit / Byte.SIZE] ^ there[bit / Byte.SIZE]) & 0xff;
                if (differing >>> Math.max(0, Byte.SIZE - (bits - bit)) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * Whether somebody with this address is on the link, and not behind a router, who could only have guessed at our socket (RFC 6762
     * section 11).
     */
    boolean isNeighbour(InetAddress source) {
        return subnets.stream().anyMatch(subnet -> subnet.contains(source));
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
