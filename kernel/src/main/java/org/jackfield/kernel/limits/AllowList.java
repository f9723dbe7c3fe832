package org.jackfield.kernel.limits;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jackfield.kernel.config.LimitsConfig;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.peer.IpRange;
import org.jackfield.spi.peer.PeerId;

/** Who comes in even when the node is full. Immutable. */
final class AllowList {
    private final Set<PeerId> peers = new HashSet<>();
    private final List<IpRange> ranges;

    AllowList(List<String> entries) {
        entries.stream().filter(entry -> !LimitsConfig.isAddress(entry)).map(PeerId::parse).forEach(peers::add);
        ranges = entries.stream().filter(LimitsConfig::isAddress).map(IpRange::parse).toList();
    }

    boolean allows(PeerId peer) {
        return peers.contains(peer);
    }

    boolean allows(Optional<Bytes> ip) {
        return ip.isPresent() && ranges.stream().anyMatch(range -> range.contains(ip.get()));
    }

    /** Tells whether only the handshake can tell if somebody is allowed. */
    boolean namesPeers() {
        return !peers.isEmpty();
    }
}
