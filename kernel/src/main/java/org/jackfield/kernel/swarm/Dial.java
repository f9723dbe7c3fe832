package org.jackfield.kernel.swarm;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import org.jackfield.kernel.task.Tasks;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.DeadlineExpired;
import org.jackfield.spi.DialFailed;
import org.jackfield.spi.DialFailed.Attempt;
import org.jackfield.spi.DialFailed.Stage;
import org.jackfield.spi.ErrorCode;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerId;

/**
 * Dials the addresses of one peer: the first at once, each further one after a pause or as soon as those running have failed; the first
 * connection wins. Source: RFC 8305 with go-libp2p's pauses.
 */
final class Dial {
    /** Pause before the next address; a private network answers faster. */
    private static final Duration PUBLIC_PAUSE = Duration.ofMillis(250);
    private static final Duration PRIVATE_PAUSE = Duration.ofMillis(30);
    /** The transport and the upgrade end at the deadline by themselves; this is for them to say how far they came. */
    private static final Duration LAST_WORDS = Duration.ofMillis(500);

    private final Tasks tasks;
    private final Connector connector;
    private final LinkedBlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
    private final List<Thread> running = new ArrayList<>();
    private final List<Attempt> failed = new ArrayList<>();
    private final Map<Multiaddr, Long> waiting = new LinkedHashMap<>();
    private boolean over;

    Dial(Tasks tasks, Connector connector) {
        this.tasks = tasks;
        this.connector = connector;
    }

    /** Dials; blocks until one address gave a connection or all failed. */
    SwarmConnection run(@Nullable PeerId peer, List<Multiaddr> addresses, Deadline deadline) throws IOException {
        try {
            int next = 0;
            while (next < addresses.size() || failed.size() < next) {
                if (next < addresses.size()) {
                    start(addresses.get(next++), deadline);
                }
                Outcome outcome = await(next < addresses.size() ? pause(addresses.get(next - 1)) : deadline, deadline);
                if (outcome == null && deadline.hasPassed()) {
                    break;
                }
                if (outcome == null) {
                    continue;
                }
                if (outcome.connection() != null) {
                    return outcome.connection();
                }
                failed(outcome.attempt());
            }
            waiting.forEach((address, begin) -> failed
                    .add(new Attempt(address, Stage.CONNECT, new DeadlineExpired("no answer in time"), since(begin))));
            throw new DialFailed(peer, failed);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while dialing");
        } finally {
            end();
        }
    }

    /** Gives the next outcome; null when it is time for the next address, or the deadline has passed. */
    private @Nullable Outcome await(Deadline pause, Deadline deadline) throws InterruptedException {
        Outcome outcome = outcomes.poll(Math.max(0, pause.earlier(deadline).remainingNanos()), TimeUnit.NANOSECONDS);
        return outcome == null && deadline.hasPassed() ? outcomes.poll(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS) : outcome;
    }

    private void failed(Attempt attempt) {
        waiting.remove(attempt.address());
        failed.add(attempt);
    }

    private static Deadline pause(Multiaddr address) {
        return Deadline.after(address.isPrivate() || address.isLoopback() ? PRIVATE_PAUSE : PUBLIC_PAUSE);
    }

    private void start(Multiaddr address, Deadline deadline) {
        waiting.put(address, System.nanoTime());
        running.add(tasks.fork("dial " + address, () -> attempt(address, deadline)));
    }

    private void attempt(Multiaddr address, Deadline deadline) {
        long begin = System.nanoTime();
        try {
            deliver(connector.connect(address, deadline));
        } catch (UpgradeFailed e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            outcomes.add(Outcome.of(new Attempt(address, e.stage(), cause, since(begin))));
        } catch (IOException | RuntimeException e) {
            Throwable cause = deadline.hasPassed() ? new DeadlineExpired("no answer in time", e) : e;
            outcomes.add(Outcome.of(new Attempt(address, Stage.CONNECT, cause, since(begin))));
        }
    }

    private synchronized void deliver(SwarmConnection connection) {
        if (over) {
            connection.close(ErrorCode.SUPPLANTED, "another address of the peer answered first");
        } else {
            over = true;
            outcomes.add(new Outcome(connection, null));
        }
    }

    private synchronized void end() {
        over = true;
        running.forEach(Thread::interrupt);
        Outcome late;
        while ((late = outcomes.poll()) != null) {
            if (late.connection() != null) {
                late.connection().close(ErrorCode.SUPPLANTED, "the dial was given up");
            }
        }
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Makes a connection of one address. */
    @FunctionalInterface
    interface Connector {
        SwarmConnection connect(Multiaddr address, Deadline deadline) throws IOException;
    }

    /** One of both is set. */
    private record Outcome(@Nullable SwarmConnection connection, @Nullable Attempt failure) {
        static Outcome of(Attempt failure) {
            return new Outcome(null, failure);
        }

        Attempt attempt() {
            return java.util.Objects.requireNonNull(failure);
        }
    }
}
