package org.jackfield.transport.ws;

import java.net.InetAddress;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.MalformedException;
import org.jackfield.spi.peer.Multiaddr;

/**
 * A block of IP addresses in the notation of RFC 4632: {@code 10.0.0.0/8}; a single address stands for itself.
 *
 * @param address first of the block
 * @param bits    how many leading bits all of the block share
 */
record Network(Bytes address, int bits) {
    /** @throws IllegalArgumentException if it is no block of addresses; tells what is expected */
    static Network parse(String text) {
        int slash = text.indexOf('/');
        try {
            Bytes address = ip(slash < 0 ? text : text.substring(0, slash));
            int most = address.length() * Byte.SIZE;
            int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
            if (bits < 0 || bits > most) {
                throw new IllegalArgumentException("expected at most " + most + " bits");
            }
            return new Network(address, bits);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("expected a network such as 10.0.0.0/8 or fd00::/8, got \"" + text + "\"", e);
        }
    }

    boolean contains(InetAddress other) {
        byte[] bytes = other.getAddress();
        if (bytes.length != address.length()) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >>> bit % Byte.SIZE;
            if (((bytes[bit / Byte.SIZE] ^ address.at(bit / Byte.SIZE)) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Reads an IP address, never a name.
     *
     * @throws MalformedException if it is none
     */
    static Bytes ip(String text) {
        boolean six = text.indexOf(':') >= 0;
        return Multiaddr.EMPTY.with(six ? "ip6" : "ip4", text).parts().getFirst().value();
    }
}
