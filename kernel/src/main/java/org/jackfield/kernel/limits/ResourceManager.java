package org.jackfield.kernel.limits;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.jackfield.kernel.config.LimitsConfig;
import org.jackfield.spi.Connection.Direction;
import org.jackfield.spi.Events;
import org.jackfield.spi.LimitExceeded;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.metrics.Metric;
import org.jackfield.spi.metrics.MetricFamily.Kind;
import org.jackfield.spi.metrics.Metrics;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerId;

/**
 * Bounds what peers can make this node use, in scopes that contain each other: the system, what is pending, each peer, protocol, connection
 * and stream. Everything is reserved here before there is any of it. Thread-safe, does not block.
 *
 * <p>Source: go-libp2p's resource manager (p2p/host/resource-manager); the allow list likewise has a system scope of its own.
 */
public final class ResourceManager {
    private static final List<Dimension> DIMENSIONS = List.of(Dimension.values());

    private final Budgets budgets;
    private final AllowList allowList;
    private final IpGuard guard;
    private final Refusals refusals;
    private final Scope system;
    private final Scope pending;
    private final Scope allowed;
    private final ScopeTable<PeerId> peers;
    private final ScopeTable<ProtocolId> protocols;
    private final ScopeTable<PeerProtocol> peerProtocols;
    private final Set<ManagedConnection> connections = ConcurrentHashMap.newKeySet();
    private final Waiting waiting = new Waiting();

    /** A protocol with a peer. */
    record PeerProtocol(PeerId peer, ProtocolId protocol) {}

    /**
     * @param events hears of refusals, not more than one a second per limit
     */
    public ResourceManager(LimitsConfig config, Budgets budgets, InstantSource clock, Consumer<Events.LimitHit> events, Metrics metrics) {
        this.budgets = budgets;
        this.allowList = new AllowList(config.allow());
        this.guard = new IpGuard(config, System::nanoTime);
        this.refusals = new Refusals(clock, events, metrics);
        this.system = new Scope("system", "limits.system", budgets.system());
        this.pending = new Scope("pending", "limits.pending", budgets.pending());
        this.allowed = new Scope("allowed", "limits.allowed", budgets.allowed());
        this.peers = new ScopeTable<>(peer -> new Scope("peer " + peer, "limits.peer", budgets.peer(peer.toString())));
        this.protocols = new ScopeTable<>(
                protocol -> new Scope("protocol " + protocol, "limits.protocol", budgets.protocol(protocol.value())));
        this.peerProtocols = new ScopeTable<>(key -> new Scope("protocol " + key.protocol() + " with peer " + key.peer(),
                "limits.protocol-per-peer", budgets.protocolPerPeer()));
        measure(metrics);
    }

    /**
     * Reserves a link that came in, before a byte of it is read.
     *
     * @throws LimitExceeded if it is to be closed
     */
    public ManagedConnection accept(Multiaddr remote) throws LimitExceeded {
        Origin origin = origin(remote);
        try {
            return begin(Direction.INBOUND, origin);
        } catch (LimitExceeded e) {
            origin.guarded().ifPresent(guard::give);
            throw e;
        }
    }

    /**
     * Reserves a link that came in by a proxy, which will say for whom it speaks: then {@link ManagedConnection#cameFrom} is due.
     *
     * @throws LimitExceeded if it is to be closed
     */
    public ManagedConnection acceptByProxy() throws LimitExceeded {
        return begin(Direction.INBOUND, Origin.UNKNOWN);
    }

    /**
     * From where a link comes, as far as limits go by it.
     *
     * @param guarded the address that is counted
     * @param passes  whether the allow list names the address
     */
    record Origin(Optional<Bytes> guarded, boolean passes) {
        static final Origin UNKNOWN = new Origin(Optional.empty(), false);
    }

    /** Counts an inbound link for its address. */
    Origin origin(Multiaddr remote) throws LimitExceeded {
        Optional<Bytes> ip = IpGuard.ip(remote);
        boolean passes = allowList.allows(ip);
        if (!passes && !allowList.namesPeers()) {
            refuse(system.wouldRefuse(Claim.connection(Direction.INBOUND)));
        }
        Optional<Bytes> guarded = passes || remote.isLoopback() ? Optional.empty() : ip;
        Optional<Prefixes.No> no = guarded.flatMap(guard::take);
        if (no.isPresent()) {
            refusals.note(no.get().scope(), no.get().limit(), no.get().key(), no.get().message());
            throw new LimitExceeded(no.get().message());
        }
        return new Origin(guarded, passes);
    }

    /**
     * Reserves a link that is about to be dialed.
     *
     * @throws LimitExceeded if it is not to be dialed
     */
    public ManagedConnection dial(Multiaddr remote) throws LimitExceeded {
        return begin(Direction.OUTBOUND, new Origin(Optional.empty(), allowList.allows(IpGuard.ip(remote))));
    }

    /** Gives the limits in effect. */
    public Budgets budgets() {
        return budgets;
    }

    /**
     * Lists limits and their use, widest scope first.
     *
     * @param leastUsed part of the limit that has to be in use, 0 to 1; with 0 the system's scopes have all their limits
     */
    public List<Use> uses(double leastUsed) {
        List<Use> uses = new ArrayList<>();
        Stream.of(Stream.of(system, pending, allowed), protocols.all().stream(), peers.all().stream(), peerProtocols.all().stream(),
                connections.stream().map(ManagedConnection::own)).flatMap(scopes -> scopes).forEach(scope -> {
                    boolean wide = scope == system || scope == pending || scope == allowed;
                    DIMENSIONS.forEach(dimension -> {
                        Use use = new Use(scope.name(), scope.key() + "." + dimension.key(), dimension, scope.used(dimension),
                                scope.caps().of(dimension));
                        if (use.limit() < Long.MAX_VALUE / 2 && (use.part() >= leastUsed && (wide || use.used() > 0))) {
                            uses.add(use);
                        }
                    });
                });
        return uses;
    }

    /**
     * A limit and its use.
     *
     * @param scope for people
     * @param key   of the limit in the config
     * @param used  connections, streams or bytes
     * @param limit likewise
     */
    public record Use(String scope, String key, Dimension dimension, long used, long limit) {
        /** Gives the part of the limit that is in use. */
        public double part() {
            return limit == 0 ? 1 : (double) used / limit;
        }
    }

    private ManagedConnection begin(Direction direction, Origin origin) throws LimitExceeded {
        Claim claim = Claim.connection(direction).with(Budgets.MEMORY_PER_UPGRADE);
        Refusal refusal = pending.take(claim);
        refuse(refusal != null && direction == Direction.INBOUND ? afterMakingRoom(claim, refusal) : refusal);
        ManagedConnection connection = new ManagedConnection(this, direction, origin);
        connections.add(connection);
        if (direction == Direction.INBOUND && !origin.passes()) {
            waiting.add(connection);
        }
        return connection;
    }

    /** Tries again once the link that has waited longest has given up its place. */
    private @Nullable Refusal afterMakingRoom(Claim claim, Refusal refusal) {
        Optional<ManagedConnection> oldest = waiting.takeOldest();
        if (oldest.isEmpty()) {
            return refusal;
        }
        note(refusal);
        oldest.get().giveWay("it had waited longest when another came: " + refusal.message());
        return pending.take(claim);
    }

    /** Moves a connection whose peer is proved out of what is pending; gives its scopes. */
    List<Scope> establish(ManagedConnection connection, PeerId peer, boolean passes) throws LimitExceeded {
        Claim claim = Claim.connection(connection.direction());
        Scope widest = passes || allowList.allows(peer) ? allowed : system;
        refuse(widest.take(claim));
        ScopeTable.Taken taken = peers.take(peer, claim);
        if (taken.refusal() != null) {
            widest.give(claim);
            refuse(taken.refusal());
        }
        waiting.remove(connection);
        pending.give(claim.with(Budgets.MEMORY_PER_UPGRADE));
        return List.of(widest, taken.scope());
    }

    /** Frees what a connection had that never got its peer. */
    void abandon(ManagedConnection connection) {
        waiting.remove(connection);
        pending.give(Claim.connection(connection.direction()).with(Budgets.MEMORY_PER_UPGRADE));
    }

    /** Frees what an established connection had, without its streams and memory. */
    void end(ManagedConnection connection, Scope widest, PeerId peer) {
        Claim claim = Claim.connection(connection.direction());
        widest.give(claim);
        peers.give(peer, claim);
    }

    /** Forgets a connection. */
    void forget(ManagedConnection connection, Origin origin) {
        origin.guarded().ifPresent(guard::give);
        connections.remove(connection);
    }

    Scope pending() {
        return pending;
    }

    ScopeTable<ProtocolId> protocols() {
        return protocols;
    }

    ScopeTable<PeerProtocol> peerProtocols() {
        return peerProtocols;
    }

    /** Takes a claim in all scopes, or in none. */
    void take(List<Scope> chain, Claim claim) throws LimitExceeded {
        for (int i = 0; i < chain.size(); i++) {
            Refusal refusal = chain.get(i).take(claim);
            if (refusal != null) {
                chain.subList(0, i).forEach(scope -> scope.give(claim));
                refuse(refusal);
            }
        }
    }

    /** Counts and throws a refusal, if there is one. */
    void refuse(@Nullable Refusal refusal) throws LimitExceeded {
        if (refusal != null) {
            note(refusal);
            throw new LimitExceeded(refusal.message());
        }
    }

    private void note(Refusal refusal) {
        refusals.note(refusal.scope(), refusal.dimension().key(), refusal.limitKey(), refusal.message());
    }

    private void measure(Metrics metrics) {
        wide().forEach(use -> refusals.beginAtZero(use.key()));
        metrics.collect(Metric.of("jackfield_limit_used", "Use of the limits of this node: connections, streams or bytes", "limit"),
                Kind.GAUGE, rows -> wide().forEach(use -> rows.row(use.used(), use.key())));
        metrics.collect(Metric.of("jackfield_limit", "Limits of this node: connections, streams or bytes", "limit"), Kind.GAUGE,
                rows -> wide().forEach(use -> rows.row(use.limit(), use.key())));
        metrics.collect(Metric.of("jackfield_limit_table_entries", "Entries of the tables of limits", "table"), Kind.GAUGE, rows -> {
            rows.row(peers.all().size(), "peers");
            rows.row(protocols.all().size(), "protocols");
            rows.row(peerProtocols.all().size(), "peer-protocols");
            rows.row(guard.size(), "prefixes");
        });
    }

    private Stream<Use> wide() {
        return Stream.of(system, pending, allowed).flatMap(scope -> DIMENSIONS.stream()
                .map(dimension -> new Use(scope.name(), scope.key() + "." + dimension.key(), dimension, scope.used(dimension),
                        scope.caps().of(dimension))));
    }
}
