package org.jackfield.spi.tck;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jackfield.spi.Connection;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.DialFailed;
import org.jackfield.spi.Events;
import org.jackfield.spi.Host;
import org.jackfield.spi.NegotiationFailed;
import org.jackfield.spi.PeerStream;
import org.jackfield.spi.ProtocolHandler;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.peer.Identity;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerAddress;
import org.jackfield.spi.peer.PeerId;

/** A node without sockets: connects to the other hosts of its {@link FakeNetwork} and serves streams as the kernel does. Thread-safe. */
public final class FakeHost implements Host {
    private final FakeNetwork network;
    private final Identity identity;
    private final FakeEvents events = new FakeEvents();
    private final FakePeerStore peers;
    private final FakeConnectionManager connectionManager = new FakeConnectionManager();
    private final Map<ProtocolId, ProtocolHandler> handlers = new ConcurrentHashMap<>();
    private final List<FakeConnection> connections = new CopyOnWriteArrayList<>();
    private final List<Served> served = new CopyOnWriteArrayList<>();
    private volatile List<Multiaddr> addresses;

    FakeHost(FakeNetwork network, Identity identity, List<Multiaddr> addresses) {
        this.network = network;
        this.identity = identity;
        this.addresses = addresses;
        this.peers = new FakePeerStore(network.clock(), events);
    }

    /** Serves a protocol from now on. */
    public void serve(ProtocolId protocol, ProtocolHandler handler) {
        handlers.put(protocol, handler);
    }

    /** Connects to another host, whether or not they are connected already. */
    public FakeConnection connect(FakeHost other) {
        return FakeConnection.between(this, other);
    }

    /** Replaces the addresses this host says it has, and publishes {@link Events.SelfUpdated}. */
    public void addresses(List<Multiaddr> newAddresses) {
        addresses = List.copyOf(newAddresses);
        events.publish(new Events.SelfUpdated(addresses));
    }

    /** Lists the streams served so far, oldest first. */
    public List<Served> served() {
        return served;
    }

    /** Gives what this host signs with. */
    public Identity identity() {
        return identity;
    }

    @Override
    public PeerId id() {
        return identity.id();
    }

    @Override
    public List<Multiaddr> addresses() {
        return addresses;
    }

    @Override
    public Set<ProtocolId> protocols() {
        return Set.copyOf(handlers.keySet());
    }

    @Override
    public Connection connect(PeerAddress peer, Deadline deadline) throws IOException {
        return connect(peer.peer());
    }

    @Override
    public PeerStream open(PeerId peer, ProtocolId protocol, Deadline deadline) throws IOException {
        return connect(peer).open(protocol, deadline);
    }

    @Override
    public List<Connection> connections() {
        return List.copyOf(connections);
    }

    @Override
    public FakePeerStore peers() {
        return peers;
    }

    @Override
    public FakeEvents events() {
        return events;
    }

    @Override
    public FakeConnectionManager connectionManager() {
        return connectionManager;
    }

    /** Cuts all connections. */
    void shutDown() {
        connections.forEach(FakeConnection::close);
    }

    FakeNetwork network() {
        return network;
    }

    InstantSource clock() {
        return network.clock();
    }

    /** The address a peer sees. */
    Multiaddr address() {
        return addresses.isEmpty() ? Multiaddr.EMPTY : addresses.getFirst();
    }

    void connected(FakeConnection connection) {
        connections.add(connection);
        events.publish(new Events.Connected(connection));
    }

    void disconnected(FakeConnection connection, Events.Disconnected event) {
        connections.remove(connection);
        events.publish(event);
    }

    void serve(MemoryStream stream) throws NegotiationFailed {
        ProtocolHandler handler = handlers.get(stream.protocol());
        if (handler == null) {
            throw new NegotiationFailed(id() + " does not serve " + stream.protocol());
        }
        served.add(Served.start(stream, handler));
    }

    private Connection connect(PeerId peer) throws DialFailed {
        Optional<Connection> known = connectionTo(peer);
        if (known.isPresent()) {
            return known.get();
        }
        return connect(network.find(peer).orElseThrow(() -> new DialFailed(peer, List.of())));
    }
}
