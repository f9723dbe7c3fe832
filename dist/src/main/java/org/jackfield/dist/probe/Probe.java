package org.jackfield.dist.probe;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jackfield.kernel.host.Node;
import org.jackfield.proto.ping.PingClient;
import org.jackfield.spi.Connection;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.DeadlineExpired;
import org.jackfield.spi.DialFailed;
import org.jackfield.spi.DialFailed.Stage;
import org.jackfield.spi.ErrorCode;
import org.jackfield.spi.Events;
import org.jackfield.spi.PeerFacts;
import org.jackfield.spi.PeerStream;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.peer.Multiaddr;

/**
 * Looks at a peer from outside, step by step: dials it, asks it who it is, and pings it. Used once, by one thread.
 */
public final class Probe {
    private static final List<Stage> DIAL = List.of(Stage.CONNECT, Stage.SECURITY_NEGOTIATION, Stage.HANDSHAKE, Stage.MUXER_NEGOTIATION);
    private static final String IDENTIFY = "identify";
    private static final ProtocolId IDENTIFY_ID = new ProtocolId("/ipfs/id/1.0.0");
    private static final String PING = "ping";
    private static final int PINGS = 3;

    private final Node node;
    private final Multiaddr target;
    private final Duration timeout;
    private final List<Step> steps = new ArrayList<>();
    private final ConcurrentLinkedQueue<Passed> passed = new ConcurrentLinkedQueue<>();
    private final LinkedBlockingQueue<Events.PeerUpdated> learned = new LinkedBlockingQueue<>();

    private record Passed(Stage stage, Duration took) {}

    private Probe(Node node, Multiaddr target, Duration timeout) {
        this.node = node;
        this.target = target;
        this.timeout = timeout;
    }

    /**
     * Probes a peer.
     *
     * @param node    started, without connections
     * @param timeout for each of the three: dial, identify, ping
     */
    public static ProbeReport run(Node node, Multiaddr target, Duration timeout) throws IOException {
        return new Probe(node, target, timeout).report();
    }

    private ProbeReport report() throws IOException {
        try (Events.Subscription _ = node.host().events().subscribe(this::hear)) {
            Optional<Connection> connection = dial();
            if (connection.isEmpty()) {
                steps.add(Step.skipped(IDENTIFY));
                steps.add(Step.skipped(PING));
                return new ProbeReport(target, Optional.empty(), Optional.empty(), steps);
            }
            try (Connection open = connection.get()) {
                Optional<PeerFacts> facts = identify(open);
                ping(open);
                return new ProbeReport(target, Optional.of(open.info()), facts, steps);
            }
        }
    }

    private void hear(Events.Event event) {
        if (event instanceof Events.PeerUpdated updated) {
            learned.add(updated);
        }
    }

    private Optional<Connection> dial() throws IOException {
        try {
            Connection connection = node.dial(target, Deadline.after(timeout), (_, stage, took) -> passed.add(new Passed(stage, took)));
            passed.forEach(each -> steps.add(Step.ok(name(each.stage()), each.took(), detail(each.stage(), connection.info()))));
            return Optional.of(connection);
        } catch (DialFailed e) {
            // Of the addresses of a name the one that came furthest tells most.
            failed(e.attempts().stream().max(Comparator.comparing(DialFailed.Attempt::stage)).orElseThrow(() -> e));
            return Optional.empty();
        }
    }

    /** The time of an attempt is that of all its stages together; a refused offer is told by the stage after it. */
    private void failed(DialFailed.Attempt attempt) {
        List<Passed> before = passed.stream().filter(each -> each.stage().compareTo(attempt.stage()) < 0).toList();
        before.forEach(each -> steps.add(Step.ok(name(each.stage()), each.took(), "")));
        Duration spent = before.stream().map(Passed::took).reduce(Duration.ZERO, Duration::plus);
        steps.add(Step.failed(name(attempt.stage()), attempt.took().minus(spent), Optional.of(attempt.code()), attempt.cause()));
        DIAL.stream().filter(each -> each.compareTo(attempt.stage()) > 0).forEach(each -> steps.add(Step.skipped(name(each))));
    }

    private static String name(Stage stage) {
        return stage.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }

    private static Object detail(Stage stage, Connection.Info info) {
        return switch (stage) {
            case ADDRESS, ADMISSION -> "";
            case CONNECT -> info.remoteAddress();
            case SECURITY_NEGOTIATION -> info.security();
            case HANDSHAKE -> info.peer();
            case MUXER_NEGOTIATION -> info.muxer();
        };
    }

    private Optional<PeerFacts> identify(Connection connection) throws IOException {
        if (!node.host().protocols().contains(IDENTIFY_ID)) {
            steps.add(Step.skipped(IDENTIFY, "this node has no plugin identify"));
            return Optional.empty();
        }
        long start = System.nanoTime();
        Deadline deadline = Deadline.after(timeout);
        try {
            while (true) {
                Events.PeerUpdated update = learned.poll(Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS);
                if (update == null) {
                    steps.add(Step.failed(IDENTIFY, since(start), new DeadlineExpired("the peer did not say who it is in time")));
                    return Optional.empty();
                }
                if (update.peer().equals(connection.remotePeer())) {
                    steps.add(Step.ok(IDENTIFY, since(start), update.facts().agent()));
                    return Optional.of(update.facts());
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for identify");
        }
    }

    private void ping(Connection connection) {
        long start = System.nanoTime();
        Deadline deadline = Deadline.after(timeout);
        try (PeerStream stream = connection.open(PingClient.ID, deadline)) {
            stream.deadline(deadline);
            Duration best = PingClient.once(stream);
            for (int i = 1; i < PINGS; i++) {
                Duration next = PingClient.once(stream);
                best = next.compareTo(best) < 0 ? next : best;
            }
            stream.reset(ErrorCode.NONE);
            steps.add(Step.ok(PING, best, "best of " + PINGS + " round trips"));
        } catch (IOException e) {
            steps.add(Step.failed(PING, since(start), e));
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
