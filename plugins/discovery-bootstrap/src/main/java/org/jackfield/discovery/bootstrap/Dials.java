package org.jackfield.discovery.bootstrap;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.jackfield.spi.Deadline;
import org.jackfield.spi.DialFailed;
import org.jackfield.spi.PluginContext;
import org.jackfield.spi.peer.PeerAddress;

/** Connects to several peers at once, and keeps why that failed. */
final class Dials {
    /** Peers connected to at a time. */
    static final int AT_ONCE = 8;
    /** Most causes kept; a message has to be read by somebody. */
    static final int MAX_CAUSES = 16;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Logger LOG = LoggerFactory.getLogger(Dials.class);

    private final PluginContext context;
    private final Semaphore slots = new Semaphore(AT_ONCE);
    private final AtomicInteger succeeded = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final List<String> causes = new CopyOnWriteArrayList<>();

    Dials(PluginContext context) {
        this.context = context;
    }

    /** Connects to all these peers; returns when each has succeeded or failed. */
    void connect(List<PeerAddress> peers) throws InterruptedException {
        CountDownLatch pending = new CountDownLatch(peers.size());
        for (PeerAddress peer : peers) {
            slots.acquire();
            context.fork("dial", () -> {
                try {
                    connect(peer);
                } finally {
                    slots.release();
                    pending.countDown();
                }
            });
        }
        pending.await();
    }

    /** Counts the peers connected to. */
    int succeeded() {
        return succeeded.get();
    }

    /** Counts the peers that could not be connected to. */
    int failed() {
        return failed.get();
    }

    /** Tells why, a line per address. */
    List<String> causes() {
        return causes.stream().limit(MAX_CAUSES).toList();
    }

    private void cause(String cause) {
        if (causes.size() < MAX_CAUSES) {
            causes.add(cause);
        }
    }

    private void connect(PeerAddress peer) {
        try {
            context.host().connect(peer, Deadline.after(TIMEOUT));
            succeeded.incrementAndGet();
        } catch (DialFailed e) {
            failed(peer, e);
            e.attempts().forEach(attempt -> cause(attempt.toString()));
            if (e.attempts().isEmpty()) {
                cause(String.valueOf(e.getMessage()));
            }
        } catch (IOException | RuntimeException e) {
            failed(peer, e);
            cause(peer.peer() + ": " + e);
        }
    }

    private void failed(PeerAddress peer, Exception cause) {
        failed.incrementAndGet();
        LOG.debug("bootstrap: {}: {}", peer.peer(), cause.getMessage());
    }
}
