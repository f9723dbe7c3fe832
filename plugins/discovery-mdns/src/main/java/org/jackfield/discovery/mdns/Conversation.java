package org.jackfield.discovery.mdns;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

import org.jackfield.spi.peer.PeerAddress;

/** Asks, hears and answers on all links, on the thread that calls {@link #run}. */
final class Conversation implements Closeable {
    /** How often to look which interfaces there are. */
    private static final long RESCAN = Duration.ofSeconds(5).toNanos();
    /** Before speaking, so that neighbours who heard the same do not speak at once (RFC 6762 sections 5.2 and 6). */
    private static final long SHORTEST_DELAY = Duration.ofMillis(20).toNanos();
    private static final long LONGEST_DELAY = Duration.ofMillis(120).toNanos();
    /** Packets read from one socket before the others have their turn. */
    private static final int BATCH = 64;

    private final Announcer announcer;
    private final Ear ear;
    private final Supplier<PeerAddress> self;
    private final RandomGenerator random;
    private final QueryTimer queries;
    private final Links links;
    private final Selector selector;
    private final Sockets sockets;
    private final ByteBuffer buffer = ByteBuffer.allocate(MessageDecoder.MAX_PACKET + 1);
    private final long origin = System.nanoTime();
    private long rescanAt;

    Conversation(MdnsConfig config, Announcer announcer, Ear ear, Supplier<PeerAddress> self, RandomGenerator random) throws IOException {
        this.announcer = announcer;
        this.ear = ear;
        this.self = self;
        this.random = random;
        this.queries = new QueryTimer(config.interval(), config.longestInterval(), random);
        this.links = new Links(config.interfaces());
        this.selector = Selector.open();
        this.sockets = new Sockets(selector, config.ipv6());
    }

    /** Goes on until the thread is interrupted. */
    void run() throws IOException {
        while (!Thread.currentThread().isInterrupted()) {
            long now = now();
            rescan(now);
            ask(now);
            for (GroupSocket socket : sockets.open()) {
                answer(socket, now);
            }
            selector.select(millisUntil(nextDue()));
            hear();
        }
    }

    private void rescan(long now) throws IOException {
        if (now < rescanAt) {
            return;
        }
        rescanAt = now + RESCAN;
        if (sockets.follow(links.now(), now)) {
            queries.restart(now, delay());
        }
    }

    private void ask(long now) throws IOException {
        if (now < queries.due()) {
            return;
        }
        queries.asked(now);
        for (GroupSocket socket : sockets.open()) {
            sockets.send(socket, List.of(announcer.query()), now);
        }
    }

    private void answer(GroupSocket socket, long now) throws IOException {
        if (socket.peerAnswers().due() <= now) {
            socket.peerAnswers().answered(now);
            sockets.send(socket, announcer.peerAnswers(self.get(), socket.link()), now);
        }
        if (socket.serviceAnswers().due() <= now) {
            socket.serviceAnswers().answered(now);
            sockets.send(socket, List.of(announcer.serviceAnswer()), now);
        }
    }

    private void hear() throws IOException {
        for (SelectionKey key : selector.selectedKeys()) {
            GroupSocket socket = (GroupSocket) key.attachment();
            try {
                hear(socket);
            } catch (IOException e) {
                sockets.failed(socket, e, now());
            }
        }
        selector.selectedKeys().clear();
    }

    private void hear(GroupSocket socket) throws IOException {
        long now = now();
        for (int i = 0; i < BATCH; i++) {
            Optional<Packet> packet = socket.receive(buffer);
            if (packet.isEmpty()) {
                return;
            }
            Ear.Heard heard = ear.hear(packet.get(), socket.link(), now);
            if (heard.peer()) {
                socket.peerAnswers().asked(now, delay());
            }
            if (heard.services()) {
                socket.serviceAnswers().asked(now, delay());
            }
        }
    }

    private long nextDue() {
        long due = Math.min(rescanAt, queries.due());
        for (GroupSocket socket : sockets.open()) {
            due = Math.min(due, Math.min(socket.peerAnswers().due(), socket.serviceAnswers().due()));
        }
        return due;
    }

    /** Rounded up, since waking too early would only mean to wait again; never 0, which means forever. */
    private long millisUntil(long due) {
        return Math.max(1, Duration.ofNanos(due - now()).plusNanos(999_999).toMillis());
    }

    private long delay() {
        return random.nextLong(SHORTEST_DELAY, LONGEST_DELAY);
    }

    private long now() {
        return System.nanoTime() - origin;
    }

    @Override
    public void close() throws IOException {
        try {
            sockets.close();
        } finally {
            // what was cancelled is let go only by the next look or the end
            selector.close();
        }
    }
}
