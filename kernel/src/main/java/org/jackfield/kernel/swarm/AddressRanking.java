package org.jackfield.kernel.swarm;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jackfield.spi.peer.AddressProtocol;
import org.jackfield.spi.peer.Multiaddr;

/** Decides in which order the addresses of a peer are dialed. Pure. */
final class AddressRanking {
    /** Addresses dialed at most for one peer; js-libp2p's bound. */
    static final int MAX_ADDRESSES = 25;

    private AddressRanking() {}

    /**
     * Puts the addresses the caller named first, in his order; then the known ones: loopback and private before public, IPv6 before IPv4.
     *
     * @param own this node's addresses, never dialed
     */
    static List<Multiaddr> rank(Collection<Multiaddr> named, Collection<Multiaddr> known, Collection<Multiaddr> own) {
        Set<Multiaddr> ranked = new LinkedHashSet<>();
        named.forEach(address -> ranked.add(address.withoutPeer()));
        List<Multiaddr> rest = new ArrayList<>();
        known.forEach(address -> rest.add(address.withoutPeer()));
        rest.sort(Comparator.comparingInt(AddressRanking::rank));
        ranked.addAll(rest);
        ranked.removeAll(own);
        return ranked.stream().filter(address -> !address.isUnspecified()).limit(MAX_ADDRESSES).toList();
    }

    private static int rank(Multiaddr address) {
        int scope = address.isLoopback() ? 0 : address.isPrivate() ? 2 : 4;
        return address.first(AddressProtocol.IP6).isPresent() ? scope : scope + 1;
    }
}
