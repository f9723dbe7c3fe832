package org.jackfield.kernel.swarm;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.jackfield.kernel.config.DialConfig;
import org.jackfield.kernel.connection.ConnectionKeeper;
import org.jackfield.kernel.connection.Managed;
import org.jackfield.kernel.dial.DialObserver;
import org.jackfield.kernel.dial.DialOptions;
import org.jackfield.kernel.dial.Dialer;
import org.jackfield.kernel.dns.AddressResolver;
import org.jackfield.kernel.dns.DnsClient;
import org.jackfield.kernel.dns.NameServers;
import org.jackfield.kernel.dns.SystemHosts;
import org.jackfield.kernel.event.EventBus;
import org.jackfield.kernel.limits.Budgets;
import org.jackfield.kernel.limits.Machine;
import org.jackfield.kernel.limits.ManagedConnection;
import org.jackfield.kernel.limits.ResourceManager;
import org.jackfield.kernel.task.Tasks;
import org.jackfield.spi.Alerts;
import org.jackfield.spi.Connection;
import org.jackfield.spi.Connection.Direction;
import org.jackfield.spi.ConnectionClosed;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.DialFailed;
import org.jackfield.spi.DialFailed.Stage;
import org.jackfield.spi.ErrorCode;
import org.jackfield.spi.Events;
import org.jackfield.spi.Gated;
import org.jackfield.spi.Gater;
import org.jackfield.spi.PeerFacts;
import org.jackfield.spi.PeerStore;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.datapath.ChannelPreamble;
import org.jackfield.spi.datapath.Link;
import org.jackfield.spi.datapath.Listener;
import org.jackfield.spi.datapath.MuxedStream;
import org.jackfield.spi.datapath.Role;
import org.jackfield.spi.datapath.Transport;
import org.jackfield.spi.metrics.Metrics;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerAddress;
import org.jackfield.spi.peer.PeerId;

/** Everything about opening a stream: dials, listens, upgrades, keeps the connections and serves what peers open. Thread-safe. */
public final class Swarm implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Swarm.class);

    private final PeerId self;
    private final Stack stack;
    private final PeerStore peers;
    private final EventBus events;
    private final SwarmMetrics metrics;
    private final InstantSource clock;
    private final Tasks tasks;
    private final ProtocolTable protocols;
    private final ConnectionTable table = new ConnectionTable();
    private final Duplicates duplicates;
    private final Gates gates;
    private final ResourceManager resources;
    private final ConnectionKeeper keeper;
    private final Entrance entrance;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Dialer<SwarmConnection> dialer;
    private volatile boolean closed;

    /** Wires a swarm; {@link #listen} and {@link #connect} make it work. */
    public Swarm(PeerId self, Stack stack, SwarmConfig config, Surroundings around) {
        this.self = self;
        this.stack = stack;
        this.peers = around.peers();
        this.events = around.events();
        this.metrics = new SwarmMetrics(around.metrics());
        this.clock = around.clock();
        this.tasks = around.tasks();
        this.duplicates = new Duplicates(self, tasks);
        this.keeper = new ConnectionKeeper(config.connections(), new OwnNetwork(), clock, around.alerts(), tasks);
        this.protocols = new ProtocolTable(config.negotiationTimeout(), metrics.streams());
        this.gates = new Gates(around.gaters());
        this.resources = new ResourceManager(config.limits(), new Budgets(config.limits(), Machine.here()), clock, events::publish,
                around.metrics());
        this.entrance = new Entrance(gates, resources, config.upgradeTimeout(), new Arrived());
        SwarmConnector.Guards guards = new SwarmConnector.Guards(gates, resources, metrics, clock);
        this.dialer = new Dialer<>(new SwarmConnector(stack, self, config.upgradeTimeout(), guards, new Home()), config.dial(),
                new Dialer.Surroundings(peers::addresses, resolver(config.dial()), metrics, clock, tasks));
        metrics.tables(table::size, dialer::size, () -> peers.peers().size());
    }

    /**
     * What the swarm works with.
     *
     * @param peers    where addresses come from
     * @param events   where it tells what happens
     * @param gaters   may refuse peers, by name, in the order in which they are asked
     * @param alerts   where it asks for the operator
     * @param metrics  where it counts
     * @param clock    wall-clock time
     * @param tasks    makes its threads; closed by their owner
     */
    public record Surroundings(PeerStore peers, EventBus events, Map<String, Gater> gaters, Alerts alerts, Metrics metrics,
            InstantSource clock, Tasks tasks) {}

    private AddressResolver resolver(DialConfig dial) {
        NameServers servers = new NameServers(dial.dns().servers(), NameServers.RESOLV_CONF);
        return new AddressResolver(new SystemHosts(tasks), new DnsClient(servers), dial.maxAddresses());
    }

    /** Gives the table of protocols served. */
    public ProtocolTable protocols() {
        return protocols;
    }

    /** Gives the limits and their use. */
    public ResourceManager resources() {
        return resources;
    }

    /** Gives the manager of the connections; whoever starts the swarm starts it. */
    public ConnectionKeeper keeper() {
        return keeper;
    }

    /** Listens on an address. */
    public Multiaddr listen(Multiaddr address) throws IOException {
        Transport transport = stack.transport(address)
                .orElseThrow(() -> new IOException("host.listen: no transport in stack.transports listens on " + address));
        Listener listener = transport.listen(address, entrance);
        listeners.add(listener);
        return listener.address();
    }

    /** Lists the bound addresses. */
    public List<Multiaddr> listening() {
        return listeners.stream().map(Listener::address).toList();
    }

    /** Lists the open connections. */
    public List<Connection> connections() {
        return table.all();
    }

    /** Finds an open connection to a peer. */
    public Optional<Connection> connectionTo(PeerId peer) {
        return table.find(peer).map(connection -> connection);
    }

    /**
     * Connects, or gives the connection that exists; those who ask at the same time share one dial.
     *
     * @param named addresses that are dialed at once, whatever happened before; those of the peer store follow
     * @throws DialFailed with one row per address
     */
    public Connection connect(PeerId peer, List<Multiaddr> named, DialOptions options, Deadline deadline) throws IOException {
        if (peer.equals(self)) {
            throw new IllegalArgumentException("cannot dial this node's own peer id " + self);
        }
        Optional<SwarmConnection> open = table.find(peer);
        if (open.isPresent()) {
            return open.get();
        }
        checkDial(peer);
        SwarmConnection made = told(Optional.of(peer), () -> dialer.connect(peer, named, options, deadline));
        if (made.info().direction() == Direction.OUTBOUND) {
            made.wantedBy(options.why());
        }
        return made;
    }

    /** Tells what came of a dial. */
    private SwarmConnection told(Optional<PeerId> peer, Dialing dialing) throws IOException {
        long start = System.nanoTime();
        try {
            SwarmConnection made = dialing.run();
            events.publish(new Events.DialEnded(peer, Optional.of(made), List.of(), since(start)));
            return made;
        } catch (DialFailed e) {
            events.publish(new Events.DialEnded(peer, Optional.empty(), e.attempts(), since(start)));
            throw e;
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @FunctionalInterface
    private interface Dialing {
        SwarmConnection run() throws IOException;
    }

    /** Connects to whoever answers at an address. */
    public Connection connect(Multiaddr address, Deadline deadline) throws IOException {
        return dial(address.withoutPeer(), deadline, DialObserver.NONE);
    }

    /**
     * Dials an address, also if a connection exists.
     *
     * @param address if it ends in a peer, that one has to answer
     */
    public Connection dial(Multiaddr address, Deadline deadline, DialObserver observer) throws IOException {
        Optional<PeerId> expected = address.peer();
        if (expected.isPresent()) {
            checkDial(expected.get());
        }
        return told(expected, () -> dialer.dial(address, deadline, observer));
    }

    /** Stops listening; connections live on. */
    public void stopListening() {
        listeners.forEach(listener -> {
            try {
                listener.close();
            } catch (IOException e) {
                LOG.debug("closing {}", listener.address(), e);
            }
        });
        listeners.clear();
    }

    /** Closes all connections. */
    @Override
    public void close() {
        closed = true;
        entrance.close();
        stopListening();
        dialer.close();
        table.snapshot().forEach(connection -> connection.close(ErrorCode.SHUTDOWN, "this node shuts down"));
    }

    /** A peer that is refused was dialed at no address, so the row of the report has none. */
    private void checkDial(PeerId peer) throws DialFailed {
        try {
            gates.check(Gater.Stage.DIAL_PEER, Direction.OUTBOUND, Optional.of(peer), Optional.empty());
        } catch (Gated e) {
            throw new DialFailed(peer,
                    List.of(new DialFailed.Attempt(Multiaddr.EMPTY.withPeer(peer), Optional.empty(), Stage.ADMISSION, DialFailed.Code.GATED,
                            e, Duration.ZERO)));
        }
    }

    private void upgradeInbound(Link.Raw raw, ManagedConnection scope, ChannelPreamble preamble, Deadline bound) {
        try {
            UpgradeTimes times = new UpgradeTimes((_, _) -> {});
            Admission admission = new Admission(gates, scope, Direction.INBOUND, raw.remote());
            Upgrade upgrade = new Upgrade(new Upgrade.Terms(stack, self, clock, admission), raw, Role.RESPONDER, preamble, times);
            admit(metrics.upgraded(raw, Direction.INBOUND, times, () -> upgrade.run(Optional.empty(), bound, this::observer)));
        } catch (UpgradeFailed e) {
            scope.close();
            refused(new Events.Refused(raw.remote(), e.peer(), e.stage(), scope.gaveWay().orElse(String.valueOf(e.getMessage()))));
        }
    }

    private void refused(Events.Refused refusal) {
        metrics.refused(refusal.stage());
        LOG.debug("inbound link from {} ended at {}: {}", refusal.remoteAddress(), refusal.stage(), refusal.reason());
        events.publish(refusal);
    }

    private SwarmConnection.Observer observer(PeerId peer) {
        return new SwarmConnection.Observer(protocol -> assumesServed(peer, protocol), this::serve, this::ended,
                metrics.streams(), events::publish);
    }

    /** Proposing without waiting costs nothing when the peer is known to serve it, and one error later when it is not known. */
    private boolean assumesServed(PeerId peer, ProtocolId protocol) {
        Optional<PeerFacts> facts = peers.facts(peer);
        return facts.isEmpty() || facts.get().protocols().isEmpty() || facts.get().protocols().contains(protocol);
    }

    private void admit(SwarmConnection connection) {
        table.add(connection);
        metrics.opened(connection.info().direction());
        dialer.connected(connection.remotePeer());
        events.publish(new Events.Connected(connection));
        keeper.connected();
        duplicates.resolve(connection, table.with(connection.remotePeer()));
        Optional<ConnectionClosed> already = connection.announced();
        if (already.isPresent()) {
            ended(connection, already.get());
        } else if (closed) {
            connection.close(ErrorCode.SHUTDOWN, "this node shuts down");
        }
    }

    private void ended(SwarmConnection connection, ConnectionClosed reason) {
        if (table.remove(connection)) {
            LOG.debug("connection {} ended: {}", connection, reason.getMessage());
            metrics.closed(connection.info().direction(), reason);
            events.publish(new Events.Disconnected(connection, reason.remote(), reason.code(), String.valueOf(reason.getMessage())));
            keeper.disconnected(connection.remotePeer());
        }
    }

    /** On the event loop of the connection. */
    private void serve(SwarmConnection connection, MuxedStream stream) {
        tasks.fork("stream", () -> protocols.serve(connection, stream,
                protocol -> connection.speaks(stream, protocol, Direction.INBOUND)));
    }

    /** The swarm as its connection manager sees it. */
    private final class OwnNetwork implements ConnectionKeeper.Network {
        @Override
        public List<? extends Managed> connections() {
            return table.snapshot();
        }

        @Override
        public int size() {
            return table.size();
        }

        @Override
        public void connect(PeerAddress peer, String why) throws IOException {
            Connection _ = Swarm.this.connect(peer.peer(), peer.addresses(), new DialOptions(true, why), Deadline.NEVER);
        }

        @Override
        public boolean isConnected(PeerId peer) {
            return table.find(peer).isPresent();
        }
    }

    /** Lists the ids served; for the host. */
    public Set<ProtocolId> served() {
        return protocols.ids();
    }

    /** What comes in, once it is a link. */
    private final class Arrived implements Entrance.Home {
        /** On the event loop of the link. */
        @Override
        public void take(Link.Raw link, ManagedConnection scope, Deadline deadline) {
            ChannelPreamble preamble = new ChannelPreamble(link.channel());
            link.channel().pipeline().addLast(preamble);
            tasks.fork("upgrade", () -> upgradeInbound(link, scope, preamble, deadline));
        }

        @Override
        public void refused(Events.Refused refusal) {
            Swarm.this.refused(refusal);
        }
    }

    /** What dials need of the swarm. */
    private final class Home implements SwarmConnector.Home {
        @Override
        public List<Multiaddr> listening() {
            return Swarm.this.listening();
        }

        @Override
        public Optional<SwarmConnection> open(PeerId peer) {
            return table.find(peer);
        }

        @Override
        public SwarmConnection.Observer observer(PeerId peer) {
            return Swarm.this.observer(peer);
        }

        @Override
        public void admit(SwarmConnection connection) {
            Swarm.this.admit(connection);
        }
    }
}
