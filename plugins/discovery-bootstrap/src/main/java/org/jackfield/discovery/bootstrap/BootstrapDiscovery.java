package org.jackfield.discovery.bootstrap;

import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.jackfield.spi.Connection;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.Discovery;
import org.jackfield.spi.PluginContext;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerAddress;
import org.jackfield.spi.peer.PeerId;

/** Connects to known peers while there are too few connections: to those of the config first, then to those that proved steady. */
final class BootstrapDiscovery implements Discovery {
    /** Raised while none of the peers tried could be connected to. */
    static final String ALERT = "no-bootstrap";

    private final BootstrapConfig config;
    private final PluginContext context;
    private final List<PeerAddress> listed;
    private final Memory memory;
    private boolean alerted;

    BootstrapDiscovery(BootstrapConfig config, PluginContext context) {
        this.config = config;
        this.context = context;
        this.listed = byPeer(config.peers());
        // this node itself is as little to be learned as the peers of the config
        Set<PeerId> known = listed.stream().map(PeerAddress::peer).collect(Collectors.toSet());
        known.add(context.identity().id());
        this.memory = new Memory(context, known, config.remember());
    }

    @Override
    public void run(Supplier<PeerAddress> self, Consumer<PeerAddress> found) throws InterruptedIOException {
        memory.load();
        memory.peers().forEach(found);
        try {
            while (!Thread.currentThread().isInterrupted()) {
                memory.learn().forEach(found);
                round(found);
                await(Deadline.after(config.interval()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (InterruptedIOException) new InterruptedIOException("bootstrap was interrupted").initCause(e);
        }
    }

    private void round(Consumer<PeerAddress> found) throws InterruptedException {
        if (isEnough()) {
            clear();
            return;
        }
        Dials dials = new Dials(context);
        List<PeerAddress> missing = missing(listed);
        missing.forEach(found);
        dials.connect(missing);
        List<PeerAddress> steady = missing(memory.peers());
        for (int next = 0; next < steady.size() && !isEnough(); next += Dials.AT_ONCE) {
            dials.connect(steady.subList(next, Math.min(next + Dials.AT_ONCE, steady.size())));
        }
        tell(dials);
    }

    private void tell(Dials dials) {
        if (dials.succeeded() > 0) {
            clear();
        } else if (dials.failed() > 0 && !alerted) {
            alerted = true;
            context.alerts().raise(ALERT,
                    "no bootstrap peer can be connected to, of " + dials.failed() + " tried; check the network and the peers"
                            + " of stack.discovery: bootstrap. " + String.join("; ", dials.causes()));
        }
    }

    private void clear() {
        alerted = false;
        context.alerts().clear(ALERT);
    }

    private boolean isEnough() {
        return connected().size() >= config.minimum();
    }

    private List<PeerAddress> missing(List<PeerAddress> peers) {
        Set<PeerId> connected = connected();
        return peers.stream().filter(peer -> !connected.contains(peer.peer()) && !peer.peer().equals(context.identity().id())).toList();
    }

    private Set<PeerId> connected() {
        return context.host().connections().stream().map(Connection::remotePeer).collect(Collectors.toSet());
    }

    private static List<PeerAddress> byPeer(List<Multiaddr> addresses) {
        Map<PeerId, List<Multiaddr>> peers = new LinkedHashMap<>();
        for (Multiaddr address : addresses) {
            peers.computeIfAbsent(address.peer().orElseThrow(), _ -> new ArrayList<>()).add(address);
        }
        return peers.entrySet().stream().map(entry -> new PeerAddress(entry.getKey(), entry.getValue())).toList();
    }

    private static void await(Deadline deadline) {
        while (!deadline.hasPassed() && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(deadline.remainingNanos());
        }
    }
}
