package org.jackfield.kernel.host;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.jackfield.kernel.ban.Ban;
import org.jackfield.kernel.ban.BanList;
import org.jackfield.kernel.ban.BanTarget;
import org.jackfield.kernel.connection.ConnectionKeeper;
import org.jackfield.kernel.dial.DialObserver;
import org.jackfield.kernel.dial.DialOptions;
import org.jackfield.kernel.discovery.Discoveries;
import org.jackfield.kernel.event.AlertBoard;
import org.jackfield.kernel.event.EventBus;
import org.jackfield.kernel.event.Journal;
import org.jackfield.kernel.event.OpenStreams;
import org.jackfield.kernel.limits.Budgets;
import org.jackfield.kernel.limits.ResourceManager;
import org.jackfield.kernel.metrics.BufferMetrics;
import org.jackfield.kernel.metrics.MetricRegistry;
import org.jackfield.kernel.metrics.OwnedMetrics;
import org.jackfield.kernel.metrics.ProcessMetrics;
import org.jackfield.kernel.record.Records;
import org.jackfield.kernel.routing.Routers;
import org.jackfield.kernel.swarm.Stack;
import org.jackfield.kernel.swarm.Swarm;
import org.jackfield.kernel.task.Tasks;
import org.jackfield.spi.Component;
import org.jackfield.spi.Connection;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.Discovery;
import org.jackfield.spi.Events;
import org.jackfield.spi.Gater;
import org.jackfield.spi.Host;
import org.jackfield.spi.PeerRouting;
import org.jackfield.spi.Protocol;
import org.jackfield.spi.RecordStore;
import org.jackfield.spi.RecordValidator;
import org.jackfield.spi.datapath.SecurityProtocol;
import org.jackfield.spi.datapath.StreamMuxer;
import org.jackfield.spi.datapath.Transport;
import org.jackfield.spi.http.Gateway;
import org.jackfield.spi.metrics.Metric;
import org.jackfield.spi.metrics.MetricFamily;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerAddress;
import org.jackfield.spi.peer.PeerId;

/**
 * A node: creates its parts, starts them in order, and stops them in reverse. Start and close belong to one thread; the rest is thread-safe.
 */
public final class Node implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);
    /** How long streams may go on after the protocols were told to end. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final NodeSpec spec;
    private final Tasks tasks = new Tasks("node", Node.class.getClassLoader());
    private final EventBus events = new EventBus(tasks, this::note);
    private final AlertBoard alerts = new AlertBoard(events);
    private final PluginDirectories directories;
    private final MetricRegistry registry = new MetricRegistry();
    private final OwnedMetrics metrics = registry.of("the node");
    private final NodeMemory memory;
    private final List<RunningPart> parts = new ArrayList<>();
    private final Gateways gateways = new Gateways(this, parts);
    private volatile @Nullable Running running;
    private boolean closed;

    public Node(NodeSpec spec) {
        this.spec = spec;
        this.directories = new PluginDirectories(spec.data());
        ProcessMetrics.addTo(metrics);
        BufferMetrics.addTo(metrics);
        metrics.gauge(Metric.of("jackfield_alerts", "Conditions that need the operator's hand"), () -> alerts.raised().size());
        this.memory = new NodeMemory(spec, this::isConnected, (peer, facts) -> events.publish(new Events.PeerUpdated(peer, facts)));
    }

    /** What exists from the start on. */
    private record Running(Swarm swarm, KernelHost host, Records records, Routers routers) {}

    /**
     * Creates and starts all parts, then listens. When it throws, everything is closed again.
     *
     * @throws PartFailed if a required plugin fails
     */
    public void start() throws IOException {
        try {
            memory.start(alerts.of("node"), tasks);
            create();
            wire();
            start(part -> !isLayer(part));
            serve();
            listen();
            running().swarm().keeper().start();
            discover();
            gateways.open();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Gives the host; from the start on. */
    public Host host() {
        return running().host();
    }

    /** Gives the record store of all stores. */
    public Records records() {
        return running().records();
    }

    /** Gives the routing of all routers. */
    public Routers routers() {
        return running().routers();
    }

    /** Gives the limits and their use. */
    public ResourceManager resources() {
        return running().swarm().resources();
    }

    /** Tells which connections stay, and why. */
    public ConnectionKeeper keeper() {
        return running().swarm().keeper();
    }

    /** Gives the addresses bound, as the transports report them. */
    public List<Multiaddr> listening() {
        return running().swarm().listening();
    }

    /** Connects to whoever answers at an address. */
    public Connection connect(Multiaddr address, Deadline deadline) throws IOException {
        Optional<PeerAddress> named = address.peer().map(peer -> new PeerAddress(peer, List.of(address.withoutPeer())));
        return named.isPresent() ? host().connect(named.get(), deadline) : running().swarm().connect(address, deadline);
    }

    /** Connects to a peer as {@link Host#connect} does, with a say in how. */
    public Connection connect(PeerAddress peer, DialOptions options, Deadline deadline) throws IOException {
        return running().swarm().connect(peer.peer(), peer.addresses(), options, deadline);
    }

    /** Dials an address, also if a connection exists; if it ends in a peer, that one has to answer. */
    public Connection dial(Multiaddr address, Deadline deadline, DialObserver observer) throws IOException {
        return running().swarm().dial(address, deadline, observer);
    }

    /** Gives what the node and its plugins have counted and measured. */
    public List<MetricFamily> metrics() {
        return registry.snapshot();
    }

    /** Tells what happened. */
    public Journal journal() {
        return memory.journal();
    }

    /** Counts the open streams. */
    public OpenStreams streams() {
        return memory.streams();
    }

    /** Lists and ends bans; {@link #ban} makes them. */
    public BanList bans() {
        return memory.bans();
    }

    /**
     * Bans, and closes the connections of whom that hits.
     *
     * @throws IOException as {@link BanList#add}; the connections are closed then too
     */
    public Banned ban(BanTarget target, Duration lifetime, String reason) throws IOException {
        try {
            Ban ban = memory.bans().add(target, lifetime, reason);
            return new Banned(ban, memory.closeBanned(host().connections()).size());
        } finally {
            memory.closeBanned(host().connections());
        }
    }

    /**
     * What came of a ban.
     *
     * @param closed connections closed for it
     */
    public record Banned(Ban ban, int closed) {}

    /** Tells of each plugin in use whether it runs, and why not. */
    public Map<String, Optional<Exception>> parts() {
        Map<String, Optional<Exception>> states = new LinkedHashMap<>();
        parts.forEach(part -> states.put(part.name(), part.failure()));
        return states;
    }

    /** Lists where gateways take clients. */
    public List<InetSocketAddress> gateways() {
        return gateways.listening();
    }

    /** Lists the alerts that are raised now. */
    public List<Events.Alert> alerts() {
        return alerts.raised();
    }

    AlertBoard alertBoard() {
        return alerts;
    }

    /** Gives the host as a plugin is lent it. */
    Host hostFor(Part part) {
        return running().host().lentTo("plugin " + part.id());
    }

    NodeSpec spec() {
        return spec;
    }

    PluginDirectories directories() {
        return directories;
    }

    /** Stops: no more listening, no more discovery, protocols, streams, connections, transports, stores. Idempotent. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        gateways.retire();
        Running now = running;
        if (now != null) {
            now.swarm().stopListening();
        }
        close(Discovery.class);
        close(Protocol.class);
        if (now != null) {
            awaitStreams(now.swarm());
            now.swarm().close();
        }
        close(Gateway.class);
        close(PeerRouting.class);
        close(Gater.class);
        close(StreamMuxer.class);
        close(SecurityProtocol.class);
        close(Transport.class);
        close(RecordStore.class);
        parts.reversed().forEach(RunningPart::close);
        memory.close();
        tasks.close();
        directories.close();
    }

    private void create() throws IOException {
        for (Part part : spec.parts()) {
            RunningPart made = new RunningPart(part, registry.of("plugin " + part.name()));
            parts.add(made);
            made.create(new NodeContext(this, part, made.tasks(), made.metrics()));
        }
    }

    /** The layers and gaters start first, so that one that is optional and fails is no part of the stack; the others find a working host. */
    private void wire() throws IOException {
        start(Node::isLayer);
        Stack stack = new Stack(all(Transport.class), all(SecurityProtocol.class), all(StreamMuxer.class));
        Swarm swarm = new Swarm(spec.identity().id(), stack, spec.swarm(),
                new Swarm.Surroundings(memory.peers(), events, gaters(), alerts.of("swarm"), metrics, spec.clock(), tasks));
        requireMemory(swarm.resources().budgets());
        Routers routers = new Routers(all(PeerRouting.class), memory.peers(), tasks);
        KernelHost host = new KernelHost(spec.identity().id(), swarm, routers, memory.peers(), events, spec.announce(),
                "wanted by the operator");
        Records records = new Records(all(RecordStore.class), all(RecordValidator.class), tasks);
        running = new Running(swarm, host, records, routers);
    }

    /** Refuses limits that this machine cannot keep. */
    private static void requireMemory(Budgets budgets) throws IOException {
        try {
            LOG.info("limits: {}", budgets.summary());
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private Map<String, Gater> gaters() {
        Map<String, Gater> gaters = new LinkedHashMap<>();
        gaters.put("ban", memory.bans());
        for (RunningPart part : parts) {
            if (part.component().orElse(null) instanceof Gater gater) {
                gaters.put(part.name(), gater);
            }
        }
        return gaters;
    }

    private void start(java.util.function.Predicate<RunningPart> which) throws IOException {
        for (RunningPart part : parts) {
            if (which.test(part)) {
                part.start();
            }
        }
    }

    private static boolean isLayer(RunningPart part) {
        return part.component().filter(each -> each instanceof Transport || each instanceof SecurityProtocol || each instanceof StreamMuxer
                || each instanceof Gater)
                .isPresent();
    }

    private void serve() {
        for (RunningPart part : parts) {
            if (part.component().orElse(null) instanceof Protocol protocol) {
                protocol.handlers().forEach((id, handler) -> running().swarm().protocols().add(id, handler, part.tasks().loader()));
            }
        }
    }

    private void listen() throws IOException {
        for (Multiaddr address : spec.listen()) {
            LOG.debug("listening on {}", running().swarm().listen(address));
        }
        events.publish(new Events.SelfUpdated(host().addresses()));
    }

    private void discover() {
        Discoveries discoveries = new Discoveries(spec.identity().id(), memory.peers(), events, running().swarm().keeper()::found);
        for (RunningPart part : parts) {
            if (part.component().orElse(null) instanceof Discovery method) {
                discoveries.run(part.name(), method, () -> new PeerAddress(spec.identity().id(), host().addresses()), part.tasks());
            }
        }
    }

    private static void awaitStreams(Swarm swarm) {
        Deadline deadline = Deadline.after(GRACE);
        while (!deadline.hasPassed() && swarm.connections().stream().anyMatch(connection -> connection.streams() > 0)) {
            java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    private <T extends Component> List<T> all(Class<T> kind) {
        List<T> found = new ArrayList<>();
        parts.forEach(part -> part.component().filter(kind::isInstance).map(kind::cast).ifPresent(found::add));
        return found;
    }

    private void close(Class<? extends Component> kind) {
        parts.reversed().stream().filter(part -> part.component().filter(kind::isInstance).isPresent()).forEach(RunningPart::close);
    }

    private void note(Events.Event event) {
        memory.note(event);
    }

    private boolean isConnected(PeerId peer) {
        Running now = running;
        return now != null && now.swarm().connectionTo(peer).isPresent();
    }

    private Running running() {
        Running now = running;
        if (now == null) {
            throw new IllegalStateException("the node is not started");
        }
        return now;
    }
}
