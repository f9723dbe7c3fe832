package org.jackfield.proto.identify;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.jackfield.spi.Connection;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.Events;
import org.jackfield.spi.LimitExceeded;
import org.jackfield.spi.PeerStream;
import org.jackfield.spi.PluginContext;
import org.jackfield.spi.Protocol;
import org.jackfield.spi.ProtocolHandler;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.ProtocolViolation;
import org.jackfield.spi.TokenBuckets;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.MalformedException;
import org.jackfield.spi.peer.PeerId;

/** Asks each new peer who it is, answers the same question, and keeps both up to date. Source: libp2p, identify. */
final class IdentifyProtocol implements Protocol {
    static final ProtocolId ID = new ProtocolId("/ipfs/id/1.0.0");
    static final ProtocolId PUSH = new ProtocolId("/ipfs/id/push/1.0.0");
    /** Peers whose streams are counted; some 250 bytes each. */
    private static final int PEERS = 4096;
    private static final Logger LOG = LoggerFactory.getLogger(IdentifyProtocol.class);

    private final IdentifyConfig config;
    private final PluginContext context;
    private final SelfDescription self;
    private final PeerBook book;
    private final Pusher pusher;
    private final TokenBuckets<PeerId> questions;
    private final TokenBuckets<PeerId> pushes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition renewal = lock.newCondition();
    private Events.@Nullable Subscription subscription;

    IdentifyProtocol(IdentifyConfig config, PluginContext context) {
        this.config = config;
        this.context = context;
        this.self = new SelfDescription(config, context);
        this.book = new PeerBook(context);
        this.pusher = new Pusher(config, context, self);
        this.questions = new TokenBuckets<>(PEERS, config.burst(), config.refill());
        this.pushes = new TokenBuckets<>(PEERS, config.burst(), config.refill());
    }

    @Override
    public void start() {
        lock.lock();
        try {
            subscription = context.host().events().subscribe(this::on);
        } finally {
            lock.unlock();
        }
        context.host().connections().forEach(this::identify);
        context.fork("renew addresses", this::renew);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            Events.Subscription open = subscription;
            subscription = null;
            if (open != null) {
                open.close();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Map<ProtocolId, ProtocolHandler> handlers() {
        return Map.of(ID, this::answer, PUSH, this::takePush);
    }

    private void on(Events.Event event) {
        switch (event) {
            case Events.Connected(Connection connection) -> identify(connection);
            case Events.SelfUpdated _ -> pusher.push();
            default -> {
                // nothing of this plugin's
            }
        }
    }

    private void identify(Connection connection) {
        context.fork("identify a peer", () -> ask(connection));
    }

    private void ask(Connection connection) {
        Deadline deadline = Deadline.after(config.timeout());
        try (PeerStream stream = connection.open(ID, deadline)) {
            stream.deadline(deadline);
            IdentifyMessage message = read(stream);
            stream.closeWrite();
            book.identified(connection, message);
        } catch (IOException e) {
            LOG.debug("cannot identify {}: {}", connection, e.toString());
        }
    }

    private void answer(PeerStream stream) throws IOException {
        admit(questions, stream, "asks");
        stream.deadline(Deadline.after(config.timeout()));
        for (Bytes message : self.messages(stream.connection())) {
            Delimited.write(stream.out(), message);
        }
    }

    private void takePush(PeerStream stream) throws IOException {
        admit(pushes, stream, "pushes");
        stream.deadline(Deadline.after(config.timeout()));
        book.pushed(stream.connection(), read(stream));
    }

    private void admit(TokenBuckets<PeerId> buckets, PeerStream stream, String does) throws LimitExceeded {
        PeerId peer = stream.connection().remotePeer();
        if (!buckets.take(peer, TimeUnit.MILLISECONDS.toNanos(context.clock().millis()))) {
            throw new LimitExceeded("identify: " + peer + " " + does + " more often than " + config.burst()
                    + " times at once and then every " + config.refill() + ", as identify.burst and identify.refill allow");
        }
    }

    private static IdentifyMessage read(PeerStream stream) throws IOException {
        IdentifyDecoder decoder = new IdentifyDecoder();
        Optional<Bytes> message = next(stream);
        if (message.isEmpty()) {
            throw new ProtocolViolation("identify: expected a message, got the end of the stream");
        }
        try {
            while (message.isPresent()) {
                decoder.add(message.get());
                message = next(stream);
            }
            return decoder.message();
        } catch (MalformedException e) {
            throw new ProtocolViolation("identify: " + e.getMessage(), e);
        }
    }

    private static Optional<Bytes> next(PeerStream stream) throws IOException {
        return Delimited.read(stream.in(), IdentifyDecoder.MAX_MESSAGE);
    }

    private void renew() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                // an early wake-up only renews early
                boolean _ = renewal.await(PeerBook.RENEWAL.toMillis(), TimeUnit.MILLISECONDS);
                book.renew();
            }
        } finally {
            lock.unlock();
        }
    }
}
