package org.jackfield.kernel.host;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.jackfield.kernel.discovery.Discoveries;
import org.jackfield.kernel.event.Counters;
import org.jackfield.kernel.event.EventBus;
import org.jackfield.kernel.peer.MemoryPeerStore;
import org.jackfield.kernel.record.Records;
import org.jackfield.kernel.routing.Routers;
import org.jackfield.kernel.swarm.DialObserver;
import org.jackfield.kernel.swarm.Stack;
import org.jackfield.kernel.swarm.Swarm;
import org.jackfield.kernel.task.Tasks;
import org.jackfield.spi.Component;
import org.jackfield.spi.Connection;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.Discovery;
import org.jackfield.spi.Events;
import org.jackfield.spi.Host;
import org.jackfield.spi.PeerRouting;
import org.jackfield.spi.PeerStore;
import org.jackfield.spi.Protocol;
import org.jackfield.spi.RecordStore;
import org.jackfield.spi.RecordValidator;
import org.jackfield.spi.datapath.SecurityProtocol;
import org.jackfield.spi.datapath.StreamMuxer;
import org.jackfield.spi.datapath.Transport;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerAddress;

/**
 * A node: creates its parts, starts them in order, and stops them in reverse. Start and close belong to one thread; the rest is thread-safe.
 */
public final class Node implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);
    /** How long streams may go on after the protocols were told to end. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final NodeSpec spec;
    private final Tasks tasks = new Tasks("node", Node.class.getClassLoader());
    private final EventBus events = new EventBus(tasks);
    private final Counters counters = new Counters();
    private final PeerStore peers;
    private final List<RunningPart> parts = new ArrayList<>();
    private volatile @Nullable Running running;
    private boolean closed;

    public Node(NodeSpec spec) {
        this.spec = spec;
        this.peers = new MemoryPeerStore(spec.clock(), (peer, facts) -> events.publish(new Events.PeerUpdated(peer, facts)));
    }

    /** What exists from the start on. */
    private record Running(Swarm swarm, Host host, Records records, Routers routers) {}

    /**
     * Creates and starts all parts, then listens. When it throws, everything is closed again.
     *
     * @throws PartFailed if a required plugin fails
     */
    public void start() throws IOException {
        try {
            create();
            wire();
            start(part -> !isLayer(part));
            serve();
            listen();
            discover();
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

    /** Gives the addresses bound, as the transports report them. */
    public List<Multiaddr> listening() {
        return running().swarm().listening();
    }

    /** Connects to whoever answers at an address. */
    public Connection connect(Multiaddr address, Deadline deadline) throws IOException {
        Optional<PeerAddress> named = address.peer().map(peer -> new PeerAddress(peer, List.of(address.withoutPeer())));
        return named.isPresent() ? host().connect(named.get(), deadline) : running().swarm().connect(address, deadline);
    }

    /** Dials an address, also if a connection exists; if it ends in a peer, that one has to answer. */
    public Connection dial(Multiaddr address, Deadline deadline, DialObserver observer) throws IOException {
        return running().swarm().dial(address, deadline, observer);
    }

    /** Gives what was counted. */
    public Map<String, Long> counters() {
        return counters.snapshot();
    }

    /** Tells of each plugin in use whether it runs, and why not. */
    public Map<String, Optional<Exception>> parts() {
        Map<String, Optional<Exception>> states = new java.util.LinkedHashMap<>();
        parts.forEach(part -> states.put(part.name(), part.failure()));
        return states;
    }

    /** Stops: no more listening, no more discovery, protocols, streams, connections, transports, stores. Idempotent. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
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
        close(PeerRouting.class);
        close(StreamMuxer.class);
        close(SecurityProtocol.class);
        close(Transport.class);
        close(RecordStore.class);
        parts.reversed().forEach(RunningPart::close);
        tasks.close();
    }

    private void create() throws IOException {
        for (Part part : spec.parts()) {
            RunningPart made = new RunningPart(part);
            parts.add(made);
            made.create(new NodeContext(this, spec, made.tasks()));
        }
    }

    /** The layers start first, so that one that is optional and fails is no part of the stack; the others find a working host. */
    private void wire() throws IOException {
        start(Node::isLayer);
        Stack stack = new Stack(all(Transport.class), all(SecurityProtocol.class), all(StreamMuxer.class));
        Swarm swarm = new Swarm(spec.identity().id(), stack, spec.swarm(),
                new Swarm.Surroundings(peers, events, counters, spec.clock(), tasks));
        Routers routers = new Routers(all(PeerRouting.class), peers, tasks);
        Host host = new KernelHost(spec.identity().id(), swarm, routers, peers, events, spec.announce());
        Records records = new Records(all(RecordStore.class), all(RecordValidator.class), tasks);
        running = new Running(swarm, host, records, routers);
    }

    private void start(java.util.function.Predicate<RunningPart> which) throws IOException {
        for (RunningPart part : parts) {
            if (which.test(part)) {
                part.start();
            }
        }
    }

    private static boolean isLayer(RunningPart part) {
        return part.component().filter(each -> each instanceof Transport || each instanceof SecurityProtocol || each instanceof StreamMuxer)
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
        Discoveries discoveries = new Discoveries(spec.identity().id(), peers, events);
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

    private Running running() {
        Running now = running;
        if (now == null) {
            throw new IllegalStateException("the node is not started");
        }
        return now;
    }
}
