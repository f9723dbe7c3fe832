package org.jackfield.proto.identify;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.jackfield.spi.Connection;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.PeerFacts;
import org.jackfield.spi.PeerStream;
import org.jackfield.spi.PluginContext;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.peer.PeerId;

/** Tells all connected peers when something about us changes. Changes while a round is under way make one more round. Thread-safe. */
final class Pusher {
    /** Peers told at a time; go-libp2p's bound. */
    static final int CONCURRENCY = 32;
    private static final Logger LOG = LoggerFactory.getLogger(Pusher.class);

    private final IdentifyConfig config;
    private final PluginContext context;
    private final SelfDescription self;
    private final AtomicBoolean changed = new AtomicBoolean();
    private final AtomicBoolean running = new AtomicBoolean();

    Pusher(IdentifyConfig config, PluginContext context, SelfDescription self) {
        this.config = config;
        this.context = context;
        this.self = self;
    }

    /** Starts a round, or has the one under way followed by another. Does not block. */
    void push() {
        changed.set(true);
        if (running.compareAndSet(false, true)) {
            context.fork("push", this::rounds);
        }
    }

    private void rounds() throws InterruptedException {
        try {
            while (changed.getAndSet(false)) {
                round();
            }
        } finally {
            running.set(false);
        }
        if (changed.get()) {
            push();
        }
    }

    private void round() throws InterruptedException {
        Semaphore slots = new Semaphore(CONCURRENCY);
        Set<PeerId> told = new HashSet<>();
        for (Connection connection : context.host().connections()) {
            if (told.add(connection.remotePeer()) && wantsPush(connection.remotePeer())) {
                slots.acquire();
                context.fork("push to a peer", () -> {
                    try {
                        push(connection);
                    } finally {
                        slots.release();
                    }
                });
            }
        }
        slots.acquire(CONCURRENCY);
    }

    /** A peer that has not been identified yet may want it. */
    private boolean wantsPush(PeerId peer) {
        return context.host().peers().facts(peer).map(PeerFacts::protocols).map(served -> served.contains(IdentifyProtocol.PUSH))
                .orElse(true);
    }

    private void push(Connection connection) {
        Deadline deadline = Deadline.after(config.timeout());
        try (PeerStream stream = connection.open(IdentifyProtocol.PUSH, deadline)) {
            stream.deadline(deadline);
            for (Bytes message : self.messages(connection)) {
                Delimited.write(stream.out(), message);
            }
            stream.closeWrite();
            // the answer is empty; its end says that the peer has read, and a refusal of the protocol comes here
            stream.in().read();
        } catch (IOException e) {
            LOG.debug("cannot push to {}: {}", connection, e.toString());
        }
    }
}
