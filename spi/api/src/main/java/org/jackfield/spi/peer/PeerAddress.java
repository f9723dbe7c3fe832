package org.jackfield.spi.peer;

import java.util.List;

import org.jackfield.spi.multiformats.MalformedException;

/**
 * A peer and where it may be reached.
 *
 * @param peer who
 * @param addresses without the peer at their end, each once, in the order given; may be empty
 */
public record PeerAddress(PeerId peer, List<Multiaddr> addresses) {

    /**
     * Takes the peer off the end of the addresses.
     *
     * @throws IllegalArgumentException if one ends in another peer
     */
    public PeerAddress {
        addresses = addresses.stream()
                .map(address -> address.withPeer(peer).withoutPeer())
                .filter(address -> !address.isEmpty())
                .distinct()
                .toList();
    }

    /**
     * A peer at one address that ends in it.
     *
     * @throws MalformedException if the address names no peer
     */
    public static PeerAddress of(Multiaddr address) {
        var peer = address.peer().orElseThrow(() -> new MalformedException("expected /p2p/<peer id> at the end: " + address));
        return new PeerAddress(peer, List.of(address));
    }

    /**
     * Reads an address that ends in a peer.
     *
     * @throws MalformedException if it does not
     */
    public static PeerAddress parse(String text) {
        return of(Multiaddr.parse(text));
    }

    /** The addresses with the peer at their end. */
    public List<Multiaddr> fullAddresses() {
        return addresses.stream().map(address -> address.withPeer(peer)).toList();
    }
}
