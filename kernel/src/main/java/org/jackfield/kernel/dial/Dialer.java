package org.jackfield.kernel.dial;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.jackfield.kernel.config.DialConfig;
import org.jackfield.kernel.dns.AddressResolver;
import org.jackfield.kernel.task.Tasks;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerId;

/**
 * Dials peers: those who want the same peer at the same time share one dial. Thread-safe.
 *
 * @param <C> a connection
 */
public final class Dialer<C> implements AutoCloseable {
    private final DialContext<C> context;
    private final Function<PeerId, List<Multiaddr>> known;
    private final Map<PeerId, PeerDial<C>> byPeer = new ConcurrentHashMap<>();
    private final Set<PeerDial<C>> alone = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    public Dialer(Connector<C> connector, DialConfig config, Surroundings around) {
        DialSlots slots = new DialSlots(config.maxConcurrent(), config.maxWaiting());
        DialBackoff backoff = new DialBackoff(config.backoff(), around.clock());
        this.context = new DialContext<>(connector, config, around.resolver(), slots, backoff, around.tasks(), around.outcomes());
        this.known = around.known();
    }

    /**
     * What the dialer works with.
     *
     * @param known    gives the addresses known of a peer
     * @param resolver replaces names
     * @param outcomes hears what comes of each address
     * @param clock    wall-clock time
     * @param tasks    makes its threads; closed by their owner
     */
    public record Surroundings(Function<PeerId, List<Multiaddr>> known, AddressResolver resolver, Outcomes outcomes, InstantSource clock,
            Tasks tasks) {}

    /**
     * Connects to a peer, or gives the connection that exists. Blocks.
     *
     * @param named addresses to dial at once and whatever happened before; those known follow by rank
     * @throws org.jackfield.spi.DialFailed with one row per address
     */
    public C connect(PeerId peer, List<Multiaddr> named, DialOptions options, Deadline deadline) throws IOException {
        Deadline bound = Deadline.after(context.config().timeout()).earlier(deadline);
        Optional<C> open = context.connector().open(peer);
        if (open.isPresent()) {
            return open.get();
        }
        PeerDial<C> dial = join(peer, named, options);
        try {
            requireOpen();
            // A dial that ended a moment ago has admitted its connection before.
            Optional<C> meanwhile = context.connector().open(peer);
            return meanwhile.isPresent() ? meanwhile.get() : dial.await(bound);
        } finally {
            leave(peer, dial);
        }
    }

    /**
     * Dials an address, also if a connection exists; nobody shares it. Blocks.
     *
     * @param address  if it ends in a peer, that one has to answer
     * @param observer hears how far it comes
     */
    public C dial(Multiaddr address, Deadline deadline, DialObserver observer) throws IOException {
        Deadline bound = Deadline.after(context.config().timeout()).earlier(deadline);
        PeerDial<C> dial = new PeerDial<>(context, address.peer(), observer);
        alone.add(dial);
        try {
            dial.join(List.of(address), List.of(), DialOptions.NONE);
            requireOpen();
            return dial.await(bound);
        } finally {
            dial.leave();
            alone.remove(dial);
        }
    }

    /** The peer has a connection, whoever dialed: what failed before does not count. */
    public void connected(PeerId peer) {
        context.backoff().succeeded(peer);
    }

    /** Counts the peers that are dialed. */
    public int size() {
        return byPeer.size();
    }

    /** Ends all dials; later ones are refused. */
    @Override
    public void close() {
        closed = true;
        byPeer.values().forEach(PeerDial::shutDown);
        alone.forEach(PeerDial::shutDown);
    }

    private PeerDial<C> join(PeerId peer, List<Multiaddr> named, DialOptions options) {
        List<Multiaddr> ranked = known.apply(peer);
        while (true) {
            PeerDial<C> dial = byPeer.computeIfAbsent(peer, _ -> new PeerDial<>(context, Optional.of(peer), DialObserver.NONE));
            if (dial.join(named, ranked, options)) {
                return dial;
            }
            byPeer.remove(peer, dial);
        }
    }

    private void leave(PeerId peer, PeerDial<C> dial) {
        if (dial.leave()) {
            byPeer.remove(peer, dial);
        }
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("this node shuts down");
        }
    }
}
