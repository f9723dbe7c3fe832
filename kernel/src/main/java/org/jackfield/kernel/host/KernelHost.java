package org.jackfield.kernel.host;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jackfield.kernel.dial.DialOptions;
import org.jackfield.kernel.event.EventBus;
import org.jackfield.kernel.routing.Routers;
import org.jackfield.kernel.swarm.Swarm;
import org.jackfield.spi.Connection;
import org.jackfield.spi.ConnectionClosed;
import org.jackfield.spi.ConnectionManager;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.Events;
import org.jackfield.spi.Host;
import org.jackfield.spi.PeerStore;
import org.jackfield.spi.PeerStream;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerAddress;
import org.jackfield.spi.peer.PeerId;

/** The host that plugins see: the swarm, and the routers for peers of whom no address is known. */
final class KernelHost implements Host {
    private final PeerId id;
    private final Swarm swarm;
    private final Routers routers;
    private final PeerStore peers;
    private final EventBus events;
    private final List<Multiaddr> announce;
    private final String why;

    /** @param why who asks for connections, in words */
    KernelHost(PeerId id, Swarm swarm, Routers routers, PeerStore peers, EventBus events, List<Multiaddr> announce,
            String why) {
        this.id = id;
        this.swarm = swarm;
        this.routers = routers;
        this.peers = peers;
        this.events = events;
        this.announce = announce;
        this.why = why;
    }

    /** Gives the same host to somebody else. */
    KernelHost lentTo(String who) {
        return new KernelHost(id, swarm, routers, peers, events, announce, "wanted by " + who);
    }

    @Override
    public PeerId id() {
        return id;
    }

    @Override
    public List<Multiaddr> addresses() {
        return announce.isEmpty() ? InterfaceAddresses.expand(swarm.listening()) : announce;
    }

    @Override
    public Set<ProtocolId> protocols() {
        return swarm.protocols().ids();
    }

    @Override
    public Connection connect(PeerAddress peer, Deadline deadline) throws IOException {
        return swarm.connect(peer.peer(), peer.addresses(), new DialOptions(false, why), deadline);
    }

    @Override
    public PeerStream open(PeerId peer, ProtocolId protocol, Deadline deadline) throws IOException {
        Optional<Connection> existing = swarm.connectionTo(peer);
        if (existing.isPresent()) {
            try {
                return existing.get().open(protocol, deadline);
            } catch (ConnectionClosed e) {
                // It ended between the look and the use; a new one may do.
                return route(peer, deadline).open(protocol, deadline);
            }
        }
        return route(peer, deadline).open(protocol, deadline);
    }

    @Override
    public List<Connection> connections() {
        return swarm.connections();
    }

    @Override
    public Optional<Connection> connectionTo(PeerId peer) {
        return swarm.connectionTo(peer);
    }

    @Override
    public PeerStore peers() {
        return peers;
    }

    @Override
    public Events events() {
        return events;
    }

    @Override
    public ConnectionManager connectionManager() {
        return swarm.keeper();
    }

    private Connection route(PeerId peer, Deadline deadline) throws IOException {
        if (peers.addresses(peer).isEmpty()) {
            // What routers find they put into the peer store: nobody named it, so it is dialed by rank.
            routers.findPeer(peer, deadline);
        }
        return swarm.connect(peer, List.of(), new DialOptions(false, why), deadline);
    }
}
