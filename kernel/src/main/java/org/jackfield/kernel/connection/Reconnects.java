package org.jackfield.kernel.connection;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.jackfield.kernel.task.Tasks;
import org.jackfield.spi.Alerts;
import org.jackfield.spi.peer.PeerAddress;
import org.jackfield.spi.peer.PeerId;

/** Keeps connections to chosen peers: dials again after a loss, with growing pauses, until it gives up. Thread-safe. */
final class Reconnects {
    private static final Logger LOG = LoggerFactory.getLogger(Reconnects.class);
    /** Peers kept at most. */
    private static final int MAX_KEPT = 256;

    private final Dialer dialer;
    private final Pauses pauses;
    private final int giveUpAfter;
    private final Alerts alerts;
    private final Tasks tasks;
    private final Waiting waiting;
    private final Map<PeerId, Kept> kept = new ConcurrentHashMap<>();

    /**
     * @param giveUpAfter failures in a row; 0: never
     */
    Reconnects(Dialer dialer, Pauses pauses, int giveUpAfter, Surroundings around) {
        this.dialer = dialer;
        this.pauses = pauses;
        this.giveUpAfter = giveUpAfter;
        this.alerts = around.alerts();
        this.tasks = around.tasks();
        this.waiting = around.waiting();
    }

    /** What it works with; {@code waiting} passes the pauses. */
    record Surroundings(Alerts alerts, Tasks tasks, Waiting waiting) {}

    /** Connects to a peer, or finds that it is connected. */
    interface Dialer {
        /** @param why who wants the connection, in words */
        void connect(PeerAddress peer, String why) throws IOException;

        boolean isConnected(PeerId peer);
    }

    /** Lets time pass: until a permit comes, or for this long. */
    @FunctionalInterface
    interface Waiting {
        /** Waits in real time. */
        Waiting REAL = (news, atMost) -> news.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS);

        boolean await(Semaphore news, Duration atMost) throws InterruptedException;
    }

    void keep(PeerAddress peer) {
        if (kept.size() >= MAX_KEPT && !kept.containsKey(peer.peer())) {
            alerts.raise("too-many-kept", MAX_KEPT + " peers are kept connected, which is the most; " + peer.peer() + " is not");
            return;
        }
        Kept fresh = new Kept(peer);
        Kept before = kept.put(peer.peer(), fresh);
        if (before != null) {
            before.stop();
        }
        fresh.thread = tasks.fork("keep " + peer.peer(), () -> run(fresh));
    }

    /** Stops keeping a peer. */
    void release(PeerId peer) {
        Kept before = kept.remove(peer);
        if (before != null) {
            before.stop();
            alerts.clear(key(peer));
        }
    }

    /** Tells that a connection to a peer is gone. */
    void lost(PeerId peer) {
        Kept known = kept.get(peer);
        if (known != null) {
            known.news.release();
        }
    }

    /** Tells how it stands with a kept peer, in words. */
    Optional<String> state(PeerId peer) {
        return Optional.ofNullable(kept.get(peer)).map(each -> each.state);
    }

    private void run(Kept peer) throws InterruptedException {
        PeerId id = peer.address.peer();
        int failures = 0;
        while (!peer.stopped) {
            peer.news.drainPermits();
            if (dialer.isConnected(id)) {
                failures = 0;
                peer.state = "connected";
                alerts.clear(key(id));
                waiting.await(peer.news, Duration.ofDays(1));
                continue;
            }
            try {
                dialer.connect(peer.address, "kept connected");
            } catch (IOException | RuntimeException e) {
                failures++;
                if (giveUpAfter > 0 && failures >= giveUpAfter) {
                    giveUp(peer, failures, e);
                    return;
                }
                Duration pause = pauses.after(failures - 1);
                peer.state = failures + " dials failed, the next in " + pause.toSeconds() + " s: " + e.getMessage();
                LOG.debug("keeping {}: {}", id, peer.state);
                waiting.await(peer.news, pause);
            }
        }
    }

    private void giveUp(Kept peer, int failures, Exception last) {
        kept.remove(peer.address.peer(), peer);
        alerts.raise(key(peer.address.peer()), peer.address.peer() + " is no longer kept connected: " + failures
                + " dials in a row failed, as many as connections.reconnect-give-up allows; the last one: " + last.getMessage());
    }

    private static String key(PeerId peer) {
        return "lost-" + peer;
    }

    /** Lists the peers kept. */
    List<PeerId> peers() {
        return List.copyOf(kept.keySet());
    }

    private static final class Kept {
        private final PeerAddress address;
        private final Semaphore news = new Semaphore(0);
        private volatile String state = "not connected yet";
        private volatile boolean stopped;
        private volatile Thread thread = Thread.currentThread();

        Kept(PeerAddress address) {
            this.address = address;
        }

        void stop() {
            stopped = true;
            thread.interrupt();
        }
    }
}
