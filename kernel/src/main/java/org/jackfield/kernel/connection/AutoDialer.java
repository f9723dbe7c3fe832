package org.jackfield.kernel.connection;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.jackfield.kernel.task.Tasks;
import org.jackfield.spi.peer.PeerAddress;
import org.jackfield.spi.peer.PeerId;

/** Dials peers that discovery found, a few at a time, for as long as more connections are wanted. Thread-safe. */
final class AutoDialer {
    private static final Logger LOG = LoggerFactory.getLogger(AutoDialer.class);
    /** Peers that wait to be dialed; the oldest goes first when more are found. */
    static final int MAX_WAITING = 256;
    /** Dials at a time; a fraction of what the dialer allows, since nobody waits for these. */
    private static final int AT_ONCE = 8;

    private final Reconnects.Dialer dialer;
    private final BooleanSupplier wanted;
    private final Map<PeerId, PeerAddress> found = new LinkedHashMap<>();
    private final Semaphore news = new Semaphore(0);

    /**
     * @param wanted whether more connections are wanted
     */
    AutoDialer(Reconnects.Dialer dialer, BooleanSupplier wanted) {
        this.dialer = dialer;
        this.wanted = wanted;
    }

    /** Starts dialing. */
    void start(Tasks tasks) {
        for (int i = 0; i < AT_ONCE; i++) {
            tasks.fork("auto-dial", this::run);
        }
    }

    /** Takes a peer that was found. */
    void found(PeerAddress peer) {
        synchronized (found) {
            found.remove(peer.peer());
            if (found.size() >= MAX_WAITING) {
                found.remove(found.keySet().iterator().next());
            }
            found.put(peer.peer(), peer);
        }
        news.release();
    }

    private void run() throws InterruptedException {
        while (true) {
            news.acquire();
            PeerAddress next = next();
            if (next != null && wanted.getAsBoolean() && !dialer.isConnected(next.peer())) {
                dial(next);
            }
        }
    }

    private void dial(PeerAddress peer) {
        try {
            dialer.connect(peer, "dialed because discovery found it and connections were missing");
        } catch (IOException | RuntimeException e) {
            LOG.debug("dialing {}, which discovery found: {}", peer.peer(), e.getMessage());
        }
    }

    private @Nullable PeerAddress next() {
        synchronized (found) {
            if (found.isEmpty()) {
                return null;
            }
            PeerId first = found.keySet().iterator().next();
            return found.remove(first);
        }
    }
}
