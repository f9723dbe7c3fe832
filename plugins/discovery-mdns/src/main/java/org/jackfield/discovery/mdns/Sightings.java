package org.jackfield.discovery.mdns;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.jackfield.discovery.mdns.ResourceRecord.Text;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.MalformedException;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerAddress;
import org.jackfield.spi.peer.PeerId;

/**
 * Reads peers out of answers. Pure; keeps at most {@link #MAX_PEERS} of one packet with {@link #MAX_ADDRESSES} each. The texts count,
 * wherever they stand and however many there are; js-libp2p puts one address into each and all among the answers, go-libp2p all into one
 * among the additional records. Source: libp2p, discovery/mdns.
 */
final class Sightings {
    static final String PREFIX = "dnsaddr=";
    /** Most peers of one packet; a node answers for itself. */
    static final int MAX_PEERS = 8;
    /** Most addresses of one peer. */
    static final int MAX_ADDRESSES = 32;
    private static final Bytes PREFIX_BYTES = Bytes.ofUtf8(PREFIX);

    private final Service service;
    private final PeerId self;

    Sightings(Service service, PeerId self) {
        this.service = service;
        this.self = self;
    }

    /** Gives the peers of one answer with the addresses at which they can be dialed; neither this node nor peers without any. */
    List<PeerAddress> of(DnsMessage answer, Link link) {
        Map<PeerId, List<Multiaddr>> peers = new LinkedHashMap<>();
        Stream.concat(answer.answers().stream(), answer.additionals().stream())
                .filter(record -> record instanceof Text && record.ttl() > 0 && isOfAnotherPeer(record.name()))
                .flatMap(record -> ((Text) record).strings().stream())
                .flatMap(string -> address(string).stream())
                .forEach(address -> add(address, link, peers));
        return peers.entrySet().stream().map(entry -> new PeerAddress(entry.getKey(), entry.getValue())).toList();
    }

    private boolean isOfAnotherPeer(DnsName name) {
        return name.isChildOf(service.service()) && !name.equals(service.instance());
    }

    private void add(Multiaddr full, Link link, Map<PeerId, List<Multiaddr>> peers) {
        Optional<PeerId> peer = full.peer();
        Optional<Multiaddr> address = Reach.dialable(full.withoutPeer(), link);
        if (peer.isEmpty() || peer.get().equals(self) || address.isEmpty()) {
            return;
        }
        if (peers.size() < MAX_PEERS || peers.containsKey(peer.get())) {
            List<Multiaddr> addresses = peers.computeIfAbsent(peer.get(), _ -> new ArrayList<>());
            if (addresses.size() < MAX_ADDRESSES) {
                addresses.add(address.get());
            }
        }
    }

    /** Reads one string; others than addresses, and addresses newer than this code, are none of ours. */
    private static Optional<Multiaddr> address(Bytes string) {
        if (!string.startsWith(PREFIX_BYTES)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Multiaddr.parse(string.slice(PREFIX_BYTES.length(), string.length()).utf8()));
        } catch (MalformedException _) {
            return Optional.empty();
        }
    }
}
