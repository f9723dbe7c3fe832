package org.jackfield.kernel.swarm;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

import io.netty.channel.Channel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.jackfield.kernel.event.Counters;
import org.jackfield.kernel.event.EventBus;
import org.jackfield.kernel.task.Tasks;
import org.jackfield.spi.Connection;
import org.jackfield.spi.ConnectionClosed;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.DialFailed;
import org.jackfield.spi.DialFailed.Stage;
import org.jackfield.spi.ErrorCode;
import org.jackfield.spi.Events;
import org.jackfield.spi.PeerFacts;
import org.jackfield.spi.PeerStore;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.datapath.ChannelPreamble;
import org.jackfield.spi.datapath.Link;
import org.jackfield.spi.datapath.Listener;
import org.jackfield.spi.datapath.MuxedStream;
import org.jackfield.spi.datapath.Role;
import org.jackfield.spi.datapath.Transport;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerId;

/** Everything about opening a stream: dials, listens, upgrades, keeps the connections and serves what peers open. Thread-safe. */
public final class Swarm implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Swarm.class);

    private final PeerId self;
    private final Stack stack;
    private final SwarmConfig config;
    private final PeerStore peers;
    private final EventBus events;
    private final Counters counters;
    private final InstantSource clock;
    private final Tasks tasks;
    private final ProtocolTable protocols;
    private final ConnectionTable table = new ConnectionTable();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Map<PeerId, ReentrantLock> dialing = new ConcurrentHashMap<>();
    private final AtomicInteger pendingUpgrades = new AtomicInteger();
    private volatile boolean closed;

    /** Wires a swarm; {@link #listen} and {@link #connect} make it work. */
    public Swarm(PeerId self, Stack stack, SwarmConfig config, Surroundings around) {
        this.self = self;
        this.stack = stack;
        this.config = config;
        this.peers = around.peers();
        this.events = around.events();
        this.counters = around.counters();
        this.clock = around.clock();
        this.tasks = around.tasks();
        this.protocols = new ProtocolTable(config.negotiationTimeout(), counters);
    }

    /**
     * What the swarm works with.
     *
     * @param peers    where addresses come from
     * @param events   where it tells what happens
     * @param counters where it counts
     * @param clock    wall-clock time
     * @param tasks    makes its threads; closed by their owner
     */
    public record Surroundings(PeerStore peers, EventBus events, Counters counters, InstantSource clock, Tasks tasks) {}

    /** Gives the table of protocols served. */
    public ProtocolTable protocols() {
        return protocols;
    }

    /** Listens on an address. */
    public Multiaddr listen(Multiaddr address) throws IOException {
        Transport transport = stack.transport(address)
                .orElseThrow(() -> new IOException("host.listen: no transport in stack.transports listens on " + address));
        Listener listener = transport.listen(address, this::accept);
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

    /** Connects, or gives the connection that exists; dials to one peer run one behind the other, so that they share the result. */
    public Connection connect(PeerId peer, List<Multiaddr> named, Deadline deadline) throws IOException {
        Optional<SwarmConnection> open = table.find(peer);
        if (open.isPresent()) {
            return open.get();
        }
        if (peer.equals(self)) {
            throw new IllegalArgumentException("cannot dial this node's own peer id " + self);
        }
        Deadline bound = Deadline.after(config.dialTimeout()).earlier(deadline);
        ReentrantLock lock = dialing.computeIfAbsent(peer, _ -> new ReentrantLock());
        if (!tryLock(lock, bound)) {
            throw new DialFailed(peer, List.of());
        }
        try {
            Optional<SwarmConnection> meanwhile = table.find(peer);
            return meanwhile.isPresent() ? meanwhile.get() : dial(peer, named, bound);
        } finally {
            lock.unlock();
            if (!lock.hasQueuedThreads()) {
                dialing.remove(peer, lock);
            }
        }
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
        Deadline bound = Deadline.after(config.dialTimeout()).earlier(deadline);
        Optional<PeerId> expected = address.peer();
        return new Dial(tasks, (each, until) -> connect(expected, each, until, observer)).run(expected.orElse(null),
                List.of(address.withoutPeer()), bound);
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
        stopListening();
        table.snapshot().forEach(connection -> connection.close(ErrorCode.SHUTDOWN, "this node shuts down"));
    }

    private Connection dial(PeerId peer, List<Multiaddr> named, Deadline deadline) throws IOException {
        List<Multiaddr> own = listening();
        List<Multiaddr> ranked = AddressRanking.rank(named, peers.addresses(peer), own);
        List<Multiaddr> dialable = ranked.stream().filter(address -> stack.transport(address).isPresent()).toList();
        if (dialable.isEmpty() && !ranked.isEmpty()) {
            List<DialFailed.Attempt> rows = new ArrayList<>();
            ranked.forEach(address -> rows.add(new DialFailed.Attempt(address, Stage.ADDRESS,
                    new IOException("no transport in stack.transports dials such an address"), Duration.ZERO)));
            throw new DialFailed(peer, rows);
        }
        return new Dial(tasks, (address, until) -> connect(Optional.of(peer), address, until, DialObserver.NONE)).run(peer, dialable,
                deadline);
    }

    private SwarmConnection connect(Optional<PeerId> expected, Multiaddr address, Deadline deadline, DialObserver hears)
            throws IOException {
        Transport transport = stack.transport(address)
                .orElseThrow(() -> new IOException("no transport in stack.transports dials " + address));
        long start = System.nanoTime();
        Link link = transport.dial(address, deadline);
        hears.passed(address, Stage.CONNECT, Duration.ofNanos(System.nanoTime() - start));
        SwarmConnection connection = switch (link) {
            case Link.Raw raw -> {
                ChannelPreamble preamble = new ChannelPreamble(raw.channel());
                raw.channel().pipeline().addLast(preamble);
                Deadline bound = Deadline.after(config.upgradeTimeout()).earlier(deadline);
                yield new Upgrade(stack, self, clock, raw, Role.INITIATOR, preamble, (stage, took) -> hears.passed(address, stage, took))
                        .run(expected, bound, this::observer);
            }
            case Link.Muxed muxed -> throw new IOException("links that are muxed by themselves are not served yet: " + muxed.remote());
        };
        admit(connection);
        return connection;
    }

    /** On the event loop of the link. */
    private void accept(Link link) {
        if (!(link instanceof Link.Raw raw)) {
            return;
        }
        int waiting = pendingUpgrades.incrementAndGet();
        Optional<String> full = full(waiting);
        if (full.isPresent()) {
            pendingUpgrades.decrementAndGet();
            raw.channel().close();
            refused(raw, Optional.empty(), Stage.ADMISSION, full.get());
            return;
        }
        Channel channel = raw.channel();
        ChannelPreamble preamble = new ChannelPreamble(channel);
        channel.pipeline().addLast(preamble);
        tasks.fork("upgrade", () -> upgradeInbound(raw, preamble));
    }

    private Optional<String> full(int waiting) {
        if (closed) {
            return Optional.of("this node shuts down");
        }
        if (waiting > config.maxPendingUpgrades()) {
            return Optional
                    .of(config.maxPendingUpgrades() + " inbound links wait for their upgrade, as many as host.max-pending-upgrades allows");
        }
        if (table.size() >= config.maxConnections()) {
            return Optional.of(table.size() + " connections are open, as many as host.max-connections allows");
        }
        return Optional.empty();
    }

    private void upgradeInbound(Link.Raw raw, ChannelPreamble preamble) {
        try {
            Upgrade upgrade = new Upgrade(stack, self, clock, raw, Role.RESPONDER, preamble, (_, _) -> {});
            admit(upgrade.run(Optional.empty(), Deadline.after(config.upgradeTimeout()), this::observer));
        } catch (UpgradeFailed e) {
            refused(raw, e.peer(), e.stage(), String.valueOf(e.getMessage()));
        } finally {
            pendingUpgrades.decrementAndGet();
        }
    }

    private void refused(Link.Raw raw, Optional<PeerId> peer, Stage stage, String reason) {
        counters.count("inbound.refused." + stage.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
        LOG.debug("inbound link from {} ended at {}: {}", raw.remote(), stage, reason);
        events.publish(new Events.Refused(raw.remote(), peer, stage, reason));
    }

    private SwarmConnection.Observer observer(PeerId peer) {
        return new SwarmConnection.Observer(protocol -> assumesServed(peer, protocol), this::serve, this::ended);
    }

    /** Proposing without waiting costs nothing when the peer is known to serve it, and one error later when it is not known. */
    private boolean assumesServed(PeerId peer, ProtocolId protocol) {
        Optional<PeerFacts> facts = peers.facts(peer);
        return facts.isEmpty() || facts.get().protocols().isEmpty() || facts.get().protocols().contains(protocol);
    }

    private void admit(SwarmConnection connection) {
        table.add(connection);
        counters.count("connections." + connection.info().direction().name().toLowerCase(java.util.Locale.ROOT));
        events.publish(new Events.Connected(connection));
        ConnectionClosed already = connection.ended();
        if (already != null) {
            ended(connection, already);
        } else if (closed) {
            connection.close(ErrorCode.SHUTDOWN, "this node shuts down");
        }
    }

    private void ended(SwarmConnection connection, ConnectionClosed reason) {
        if (table.remove(connection)) {
            LOG.debug("connection {} ended: {}", connection, reason.getMessage());
            counters.count("connections.closed." + (reason.remote() ? "remote" : "local"));
            events.publish(new Events.Disconnected(connection, reason.remote(), reason.code(), String.valueOf(reason.getMessage())));
        }
    }

    /** On the event loop of the connection. */
    private void serve(SwarmConnection connection, MuxedStream stream) {
        tasks.fork("stream", () -> protocols.serve(connection, stream));
    }

    private static boolean tryLock(ReentrantLock lock, Deadline deadline) throws IOException {
        try {
            return lock.tryLock(Math.max(0, deadline.remainingNanos()), java.util.concurrent.TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new java.io.InterruptedIOException("interrupted while waiting for another dial");
        }
    }

    /** Lists the ids served; for the host. */
    public Set<ProtocolId> served() {
        return protocols.ids();
    }
}
