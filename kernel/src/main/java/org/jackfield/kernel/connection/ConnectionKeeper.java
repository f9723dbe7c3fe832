package org.jackfield.kernel.connection;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.jackfield.kernel.config.ConnectionsConfig;
import org.jackfield.kernel.task.Tasks;
import org.jackfield.spi.Alerts;
import org.jackfield.spi.Connection;
import org.jackfield.spi.ConnectionManager;
import org.jackfield.spi.ErrorCode;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerAddress;
import org.jackfield.spi.peer.PeerId;

/** The connection manager: trims what is too much, closes what is idle, dials what is missing. Thread-safe. */
public final class ConnectionKeeper implements ConnectionManager {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionKeeper.class);
    private static final Duration LOOK = Duration.ofSeconds(10);
    /** Between two looks, however many connections come. */
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final String KEPT = "keep";

    private final ConnectionsConfig config;
    private final Network network;
    private final InstantSource clock;
    private final Tasks tasks;
    private final PeerValues values = new PeerValues();
    private final Reconnects reconnects;
    private final AutoDialer autoDialer;
    private final Semaphore news = new Semaphore(0);
    private volatile Instant lastLook = Instant.EPOCH;

    /**
     * @param network the connections there are
     * @param tasks   for its threads; closed by their owner
     */
    public ConnectionKeeper(ConnectionsConfig config, Network network, InstantSource clock, Alerts alerts, Tasks tasks) {
        this.config = config;
        this.network = network;
        this.clock = clock;
        this.tasks = tasks;
        Pauses pauses = new Pauses(config.reconnectPause(), config.reconnectLongest(), () -> ThreadLocalRandom.current().nextDouble());
        this.reconnects = new Reconnects(network, pauses, config.reconnectGiveUp(),
                new Reconnects.Surroundings(alerts, tasks, Reconnects.Waiting.REAL));
        this.autoDialer = new AutoDialer(network, () -> config.autoDial() && network.size() < config.lowWater());
    }

    /** The connections of the node. */
    public interface Network extends Reconnects.Dialer {
        /** Lists the open connections. */
        List<? extends Managed> connections();

        /** Counts them. */
        int size();
    }

    /** Starts to work: connects to the peers that the config keeps. */
    public void start() {
        tasks.fork("connection manager", this::run);
        autoDialer.start(tasks);
        for (Multiaddr address : config.keep()) {
            keep(new PeerAddress(address.peer().orElseThrow(), List.of(address.withoutPeer())));
        }
    }

    @Override
    public void tag(PeerId peer, String tag, int weight) {
        if (network.isConnected(peer)) {
            values.tag(peer, tag, weight);
        }
    }

    @Override
    public void untag(PeerId peer, String tag) {
        values.untag(peer, tag);
    }

    @Override
    public void protect(PeerId peer, String reason) {
        values.protect(peer, reason);
    }

    @Override
    public boolean unprotect(PeerId peer, String reason) {
        return values.unprotect(peer, reason);
    }

    @Override
    public void keep(PeerAddress peer) {
        values.protect(peer.peer(), KEPT);
        reconnects.keep(peer);
    }

    @Override
    public void release(PeerId peer) {
        values.unprotect(peer, KEPT);
        reconnects.release(peer);
    }

    /** Takes a peer that discovery found. */
    public void found(PeerAddress peer) {
        autoDialer.found(peer);
    }

    /** Hears that there is one connection more. */
    public void connected() {
        if (network.size() > config.highWater() && clock.instant().isAfter(lastLook.plus(PAUSE))) {
            news.release();
        }
    }

    /** Hears that a connection to a peer is gone. */
    public void disconnected(PeerId peer) {
        if (!network.isConnected(peer)) {
            values.gone(peer);
            reconnects.lost(peer);
        }
    }

    /** Gives the weights of a connected peer, by tag. */
    public Map<String, Integer> tags(PeerId peer) {
        return values.tags(peer);
    }

    /** Gives why a peer is protected; empty if it is not. */
    public Set<String> protections(PeerId peer) {
        return values.protections(peer);
    }

    /** Tells how it stands with a kept peer, in words; empty if it is not kept. */
    public Optional<String> kept(PeerId peer) {
        return reconnects.state(peer);
    }

    /** Lists the peers that are kept, connected or not. */
    public List<PeerId> kept() {
        return reconnects.peers();
    }

    /** Counts the peers with tags. */
    public int tagged() {
        return values.tagged();
    }

    private void run() throws InterruptedException {
        while (true) {
            boolean _ = news.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            news.drainPermits();
            lastLook = clock.instant();
            look(lastLook);
        }
    }

    /** Closes what is to be closed now. */
    void look(Instant now) {
        List<? extends Managed> all = network.connections();
        if (all.size() > config.highWater()) {
            trim(all, now);
        } else {
            closeIdle(all, now);
        }
    }

    private void trim(List<? extends Managed> all, Instant now) {
        List<TrimPlan.Candidate> candidates = all.stream().map(this::candidate).toList();
        List<Connection> victims = TrimPlan.victims(candidates, all.size() - config.lowWater(), now, config.grace());
        String reason = "trimmed: " + all.size() + " connections are more than connections.high-water, " + config.highWater();
        LOG.debug("{}; {} go", reason, victims.size());
        victims.forEach(victim -> victim.close(ErrorCode.GARBAGE_COLLECTED, reason));
    }

    private TrimPlan.Candidate candidate(Managed connection) {
        PeerId peer = connection.remotePeer();
        return new TrimPlan.Candidate(connection, values.weight(peer), values.isProtected(peer), connection.streams() > 0);
    }

    private void closeIdle(List<? extends Managed> all, Instant now) {
        if (config.idleTimeout().isZero()) {
            return;
        }
        Instant idleSince = now.minus(config.idleTimeout());
        String reason = "idle: without a stream for connections.idle-timeout, " + config.idleTimeout();
        all.stream().map(Managed.class::cast).filter(each -> each.streams() == 0 && !each.lastUsed().isAfter(idleSince))
                .filter(each -> !values.isProtected(each.remotePeer()) && values.weight(each.remotePeer()) <= 0)
                .limit(Math.max(0, all.size() - config.lowWater()))
                .forEach(each -> each.close(ErrorCode.GARBAGE_COLLECTED, reason));
    }
}
