package org.jackfield.proto.identify;

import java.util.List;

import org.jackfield.spi.peer.Multiaddr;

/** How far the peer of a connection is away, and so which addresses mean something between us. As go-libp2p does. */
enum AddressScope {
    /** On this machine: every address means the same to both. */
    MACHINE,
    /** On this site: loopback addresses do not. */
    SITE,
    /** Anywhere else, or unknown: addresses of a site do not either. */
    WORLD;

    /** Tells the scope from where the peer is seen. */
    static AddressScope of(Multiaddr remote) {
        if (remote.isLoopback()) {
            return MACHINE;
        }
        return remote.isPrivate() ? SITE : WORLD;
    }

    /** Keeps the addresses that mean something in this scope. An unspecified address, fit for listening only, never does. */
    List<Multiaddr> meaningful(List<Multiaddr> addresses) {
        return addresses.stream().filter(this::means).toList();
    }

    /** Tells whether an address means something in this scope. */
    boolean means(Multiaddr address) {
        if (address.isUnspecified()) {
            return false;
        }
        return switch (this) {
            case MACHINE -> true;
            case SITE -> !address.isLoopback();
            case WORLD -> !address.isLoopback() && !address.isPrivate();
        };
    }
}
