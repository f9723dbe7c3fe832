package org.jackfield.kernel.config;

import java.util.List;
import java.util.Map;

import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.multiformats.MalformedException;
import org.jackfield.spi.peer.IpRange;
import org.jackfield.spi.peer.PeerId;

/**
 * The section {@code limits}: what may be used at once, in each scope.
 *
 * @param system          all established connections and their streams
 * @param pending         links that are no connections yet, and streams that have no protocol yet
 * @param allowed         connections of the allow list, in place of {@code system}
 * @param peer            each peer
 * @param peers           single peers, by peer id, in place of {@code peer}
 * @param protocol        each protocol
 * @param protocols       single protocols, by id, in place of {@code protocol}
 * @param protocolPerPeer each protocol with each peer
 * @param connection      each connection
 * @param stream          each stream
 * @param ip4             each IPv4 address
 * @param ip4Block        each /24 of IPv4 addresses
 * @param ip6             each /64 of IPv6 addresses, what one customer has
 * @param ip6Block        each /48 of IPv6 addresses
 * @param allow           peers and addresses that come in even when the node is full: a peer id, an IP address or a range such as 192.0.2.0/24
 */
public record LimitsConfig(ScopeLimits system, ScopeLimits pending, ScopeLimits allowed, ScopeLimits peer, Map<String, ScopeLimits> peers,
        ScopeLimits protocol, Map<String, ScopeLimits> protocols, ScopeLimits protocolPerPeer, ScopeLimits connection, ScopeLimits stream,
        PrefixLimits ip4, PrefixLimits ip4Block, PrefixLimits ip6, PrefixLimits ip6Block, List<String> allow) {
    public LimitsConfig {
        peers = Map.copyOf(peers);
        protocols = Map.copyOf(protocols);
        allow = List.copyOf(allow);
        try {
            peers.keySet().forEach(PeerId::parse);
        } catch (MalformedException e) {
            throw new IllegalArgumentException("peers has the limits of single peers by their peer ids: " + e.getMessage(), e);
        }
        try {
            allow.forEach(entry -> {
                Object _ = isAddress(entry) ? IpRange.parse(entry) : PeerId.parse(entry);
            });
        } catch (MalformedException e) {
            throw new IllegalArgumentException("allow has peer ids, IP addresses and ranges such as 192.0.2.0/24: " + e.getMessage(), e);
        }
        protocols.keySet().forEach(ProtocolId::new);
    }

    /** Tells whether an entry of {@code allow} is an address or range, not a peer. */
    public static boolean isAddress(String entry) {
        return entry.indexOf('.') >= 0 || entry.indexOf(':') >= 0;
    }

    /** Leaves the scopes to the machine. */
    public static LimitsConfig defaults() {
        PrefixLimits host = new PrefixLimits(64, 64, 8);
        PrefixLimits block = new PrefixLimits(512, 256, 32);
        return new LimitsConfig(ScopeLimits.SCALED, ScopeLimits.SCALED, ScopeLimits.SCALED, ScopeLimits.SCALED, Map.of(),
                ScopeLimits.SCALED,
                Map.of(), ScopeLimits.SCALED, ScopeLimits.SCALED, ScopeLimits.SCALED, host, block, host, block, List.of());
    }
}
