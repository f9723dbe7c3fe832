package org.jackfield.kernel.dial;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.jackfield.kernel.dns.AddressResolver;
import org.jackfield.kernel.dns.AddressResolver.Resolution;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.DeadlineExpired;
import org.jackfield.spi.DialFailed;
import org.jackfield.spi.DialFailed.Attempt;
import org.jackfield.spi.DialFailed.Code;
import org.jackfield.spi.DialFailed.Stage;
import org.jackfield.spi.LimitExceeded;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerId;

/**
 * One dial under way, shared by all who want the peer: the first connection is everybody's, a failure too. Each caller waits until a
 * deadline of its own; when the last one leaves, what still runs is interrupted. The waiting callers drive it: there is no thread but one per
 * address. Thread-safe.
 */
final class PeerDial<C> {
    private static final Logger LOG = LoggerFactory.getLogger(PeerDial.class);

    private final DialContext<C> context;
    private final Optional<PeerId> peer;
    private final DialObserver observer;
    private final long begin = System.nanoTime();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final DialSchedule schedule;
    private final DialReport report = new DialReport();
    private final Map<Candidate, Running> running = new HashMap<>();
    private final Map<Candidate, Running> resolving = new HashMap<>();
    private int callers;
    private boolean simultaneous;
    private boolean over;
    private @Nullable C connection;

    /**
     * @param peer     who has to answer; empty when anybody may
     * @param observer hears how far each address comes
     */
    PeerDial(DialContext<C> context, Optional<PeerId> peer, DialObserver observer) {
        this.context = context;
        this.peer = peer;
        this.observer = observer;
        this.schedule = new DialSchedule(context.config().maxPerPeer(), context.config().maxAddresses());
    }

    /** An address being dialed, and how far it has come. */
    private static final class Running {
        private final long since = System.nanoTime();
        private final Thread thread;
        /** Until it has a slot it is an address like any other. */
        private Stage stage = Stage.ADDRESS;

        Running(Thread thread) {
            this.thread = thread;
        }

        Duration took() {
            return Duration.ofNanos(System.nanoTime() - since);
        }
    }

    /**
     * Joins with addresses: those the caller names are dialed at once and whatever happened before, the others by rank. Whoever joins leaves.
     *
     * @return whether it did; false if the dial has ended
     */
    boolean join(List<Multiaddr> named, List<Multiaddr> known, DialOptions options) {
        lock.lock();
        try {
            if (over) {
                return false;
            }
            callers++;
            simultaneous |= options.simultaneous();
            List<Candidate> batch = new ArrayList<>();
            named.forEach(address -> consider(candidate(address, true), batch));
            known.forEach(address -> consider(candidate(address, false), batch));
            schedule(batch);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Leaves; the last one ends the dial.
     *
     * @return whether the dial has ended
     */
    boolean leave() {
        lock.lock();
        try {
            callers--;
            if (callers == 0) {
                end();
            }
            return over;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the connection. */
    C await(Deadline deadline) throws IOException {
        lock.lock();
        try {
            while (true) {
                C made = connection;
                if (made != null) {
                    return made;
                }
                drive();
                if (over) {
                    throw new DialFailed(peer.orElse(null), report.rows());
                }
                long left = deadline.remainingNanos();
                if (left <= 0) {
                    throw new DialFailed(peer.orElse(null), overdue());
                }
                changed.await(Math.min(left, Math.max(1, schedule.untilNext(elapsed()))), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while dialing");
        } finally {
            lock.unlock();
        }
    }

    /** Ends the dial for all callers, because the node ends. */
    void shutDown() {
        lock.lock();
        try {
            IOException cause = new IOException("this node shuts down");
            running.forEach((candidate, state) -> report.add(candidate, state.stage, Code.SHUTDOWN, cause, state.took()));
            resolving.forEach((candidate, state) -> report.add(candidate, state.stage, Code.SHUTDOWN, cause, state.took()));
            schedule.waiting().forEach(candidate -> report.add(candidate, Stage.ADDRESS, Code.SHUTDOWN, cause, Duration.ZERO));
            end();
        } finally {
            lock.unlock();
        }
    }

    private Candidate candidate(Multiaddr given, boolean explicit) {
        Multiaddr plain = given.peer().equals(peer) ? given.withoutPeer() : given;
        return new Candidate(plain, plain, peer, explicit);
    }

    private void consider(Candidate candidate, List<Candidate> batch) {
        Optional<AddressFilter.Refusal> refusal = AddressFilter.refusal(candidate, context.connector())
                .or(() -> candidate.explicit() ? Optional.empty() : AddressFilter.backoff(candidate, context.backoff()));
        if (refusal.isEmpty() && AddressResolver.hasName(candidate.address())) {
            resolving.computeIfAbsent(candidate, named -> new Running(context.tasks().fork("resolve " + named.address(),
                    () -> resolve(named))));
        } else if (refusal.isEmpty()) {
            batch.add(candidate);
        } else if (report.code(candidate.address()).isEmpty()) {
            report.add(candidate, Stage.ADDRESS, refusal.get().code(), refusal.get().cause(), Duration.ZERO);
        }
    }

    private void schedule(List<Candidate> batch) {
        List<Candidate> tooMany = schedule.add(batch, elapsed());
        if (!tooMany.isEmpty()) {
            LOG.debug("{} addresses of {} are not dialed, they are beyond dial.max-addresses", tooMany.size(), peer);
        }
        changed.signalAll();
    }

    /** On a thread of the name. */
    private void resolve(Candidate named) {
        Resolution resolution = new Resolution(List.of(), Optional.of(new IOException("looking up the name ended without a word")));
        try {
            Multiaddr whole = named.peer().map(named.address()::withPeer).orElse(named.address());
            resolution = context.resolver().resolve(whole, Deadline.after(context.config().dns().timeout()));
        } finally {
            resolved(named, resolution);
        }
    }

    private void resolved(Candidate named, Resolution resolution) {
        lock.lock();
        try {
            Running state = resolving.remove(named);
            if (state == null || over) {
                return;
            }
            List<Candidate> batch = new ArrayList<>();
            for (Multiaddr address : resolution.addresses()) {
                consider(new Candidate(named.origin(), address.withoutPeer(), address.peer().or(named::peer), named.explicit()), batch);
            }
            Optional<IOException> problem = resolution.problem().or(() -> resolution.addresses().isEmpty()
                    ? Optional.of(new IOException("the name leads to no address of the peer"))
                    : Optional.empty());
            if (problem.isPresent()) {
                report.add(named, Stage.ADDRESS, Code.DNS, problem.get(), state.took());
                count(named, Code.DNS);
            }
            schedule(batch);
            drive();
        } finally {
            lock.unlock();
        }
    }

    /** Starts what is due, and ends the dial when nothing is left. Under the lock. */
    private void drive() {
        if (over) {
            return;
        }
        for (Candidate candidate : schedule.start(elapsed())) {
            report.remove(candidate);
            running.put(candidate, new Running(context.tasks().fork("dial " + candidate.address(), () -> attempt(candidate))));
        }
        if (schedule.isDone() && resolving.isEmpty()) {
            if (report.rows().stream().anyMatch(row -> FailureCodes.isTheirs(row.code()))) {
                peer.ifPresent(context.backoff()::failed);
            }
            end();
        }
    }

    /** On the thread of the address. */
    private void attempt(Candidate candidate) throws InterruptedException {
        Duration patience = AddressRanking.isNear(candidate.address())
                ? context.config().privateAddressTimeout()
                : context.config().addressTimeout();
        Deadline deadline = Deadline.NEVER;
        try (DialSlots.Slot _ = context.slots().take()) {
            deadline = Deadline.after(patience);
            passed(candidate, Stage.ADDRESS, Duration.ZERO);
            DialTarget target = new DialTarget(candidate.peer(), candidate.address(), simultaneous());
            succeeded(candidate, context.connector().connect(target, deadline, (address, stage, took) -> passed(candidate, stage, took)));
        } catch (AttemptFailed e) {
            failed(candidate, e.stage(), deadline, e.getCause() == null ? e : e.getCause());
        } catch (IOException | RuntimeException e) {
            failed(candidate, e instanceof LimitExceeded ? Stage.ADDRESS : Stage.CONNECT, deadline, e);
        } finally {
            failed(candidate, Stage.CONNECT, deadline, new IOException("the dial of the address ended without a word"));
        }
    }

    private void passed(Candidate candidate, Stage stage, Duration took) {
        if (stage != Stage.ADDRESS) {
            observer.passed(candidate.address(), stage, took);
        }
        lock.lock();
        try {
            Running state = running.get(candidate);
            if (state != null) {
                state.stage = after(stage);
            }
            if (stage == Stage.CONNECT) {
                schedule.connected(candidate, elapsed());
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private static Stage after(Stage stage) {
        return switch (stage) {
            case ADDRESS -> Stage.CONNECT;
            case CONNECT -> Stage.SECURITY_NEGOTIATION;
            case SECURITY_NEGOTIATION -> Stage.HANDSHAKE;
            case HANDSHAKE -> Stage.MUXER_NEGOTIATION;
            case MUXER_NEGOTIATION, ADMISSION -> Stage.ADMISSION;
        };
    }

    private void succeeded(Candidate candidate, C made) {
        lock.lock();
        try {
            running.remove(candidate);
            schedule.ended(candidate);
            if (!over) {
                connection = made;
                peer.ifPresent(context.backoff()::succeeded);
                context.outcomes().connected();
                end();
                return;
            }
        } finally {
            lock.unlock();
        }
        context.connector().discard(made, "the dial had ended: another address answered first, or nobody waits any more");
    }

    private void failed(Candidate candidate, Stage stage, Deadline deadline, Throwable cause) {
        lock.lock();
        try {
            Running state = running.remove(candidate);
            if (state == null || over) {
                return;
            }
            schedule.ended(candidate);
            Throwable why = deadline.hasPassed()
                    ? new DeadlineExpired("no answer within " + (AddressRanking.isNear(candidate.address())
                            ? "dial.private-address-timeout"
                            : "dial.address-timeout"), cause)
                    : cause;
            Code code = FailureCodes.of(stage, why);
            report.add(candidate, stage, code, why, state.took());
            count(candidate, code);
            drive();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Gives the rows as they are at a caller's deadline. Under the lock. */
    private List<Attempt> overdue() {
        DeadlineExpired late = new DeadlineExpired("no answer in time");
        LimitExceeded queued = new LimitExceeded("waited for other dials to end; dial.max-concurrent allows no more at a time");
        running.forEach((candidate, state) -> {
            boolean dialed = state.stage != Stage.ADDRESS;
            report.add(candidate, state.stage, dialed ? Code.TIMEOUT : Code.LIMIT, dialed ? late : queued, state.took());
            if (callers == 1) {
                count(candidate, dialed ? Code.TIMEOUT : Code.LIMIT);
            }
        });
        resolving.forEach((candidate, state) -> report.add(candidate, Stage.ADDRESS, Code.DNS, late, state.took()));
        DeadlineExpired never = new DeadlineExpired("the dial ended before it was this address's turn");
        schedule.waiting().forEach(candidate -> report.add(candidate, Stage.ADDRESS, Code.NOT_TRIED, never, Duration.ZERO));
        return report.rows();
    }

    private void count(Candidate candidate, Code code) {
        context.outcomes().failed(code);
        if (FailureCodes.isTheirs(code)) {
            peer.ifPresent(known -> context.backoff().failed(known, candidate.address()));
        }
    }

    private long elapsed() {
        return System.nanoTime() - begin;
    }

    private boolean simultaneous() {
        lock.lock();
        try {
            return simultaneous;
        } finally {
            lock.unlock();
        }
    }

    /** Under the lock. */
    private void end() {
        over = true;
        running.values().forEach(state -> state.thread.interrupt());
        resolving.values().forEach(state -> state.thread.interrupt());
        running.clear();
        resolving.clear();
        changed.signalAll();
    }
}
