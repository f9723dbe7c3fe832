package org.jackfield.kernel.dial;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

import org.jackfield.spi.Deadline;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerId;

/** Connections in memory: an address answers when the test says so; one of which it says nothing never answers. Thread-safe. */
final class FakeConnector implements Connector<FakeConnector.Made> {
    final List<Multiaddr> listening = new CopyOnWriteArrayList<>();
    final List<DialTarget> dialed = new CopyOnWriteArrayList<>();
    final List<Multiaddr> interrupted = new CopyOnWriteArrayList<>();
    final List<Made> discarded = new CopyOnWriteArrayList<>();
    final Map<PeerId, Made> open = new ConcurrentHashMap<>();
    private final Map<Multiaddr, BlockingQueue<Outcome>> outcomes = new HashMap<>();

    /** A connection. */
    record Made(Multiaddr address) {}

    /** What a step of an attempt does. */
    private interface Outcome {
        Optional<Made> play(DialTarget target, DialObserver observer) throws IOException;
    }

    /** The next dial of the address gives a connection. */
    void answer(Multiaddr address) {
        queue(address).add((target, _) -> {
            Made made = new Made(address);
            target.expected().ifPresent(peer -> open.put(peer, made));
            return Optional.of(made);
        });
    }

    /** The next dial of the address fails. */
    void fail(Multiaddr address, IOException why) {
        queue(address).add((_, _) -> {
            throw why;
        });
    }

    /** The dial of the address passes a stage, and goes on. */
    void pass(Multiaddr address, org.jackfield.spi.DialFailed.Stage stage) {
        queue(address).add((_, observer) -> {
            observer.passed(address, stage, java.time.Duration.ZERO);
            return Optional.empty();
        });
    }

    List<Multiaddr> addresses() {
        return dialed.stream().map(DialTarget::address).toList();
    }

    @Override
    public Optional<Made> open(PeerId peer) {
        return Optional.ofNullable(open.get(peer));
    }

    @Override
    public boolean supports(Multiaddr address) {
        return !address.toString().contains("/udp/");
    }

    @Override
    public List<Multiaddr> listening() {
        return new ArrayList<>(listening);
    }

    @Override
    public Made connect(DialTarget target, Deadline deadline, DialObserver observer) throws IOException {
        dialed.add(target);
        try {
            while (true) {
                Optional<Made> made = queue(target.address()).take().play(target, observer);
                if (made.isPresent()) {
                    return made.get();
                }
            }
        } catch (InterruptedException _) {
            interrupted.add(target.address());
            throw new InterruptedIOException("interrupted");
        }
    }

    @Override
    public void discard(Made connection, String reason) {
        discarded.add(connection);
    }

    private synchronized BlockingQueue<Outcome> queue(Multiaddr address) {
        return outcomes.computeIfAbsent(address, _ -> new LinkedBlockingQueue<>());
    }
}
