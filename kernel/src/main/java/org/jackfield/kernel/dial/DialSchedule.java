package org.jackfield.kernel.dial;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jackfield.spi.peer.Multiaddr;

/**
 * Decides which address of one dial starts when. Pure: times are given, in nanoseconds from the begin of the dial. Addresses the caller named
 * come first and wait for nothing; the known ones follow their ranking, sooner if all before them have failed, later while one that is
 * connected is being upgraded. Not thread-safe.
 */
final class DialSchedule {
    private final int maxInFlight;
    private final int maxAddresses;
    private final List<Waiting> waiting = new ArrayList<>();
    private final Set<Candidate> running = new HashSet<>();
    private final Map<Candidate, Long> heldUntil = new HashMap<>();
    private final Set<Candidate> taken = new HashSet<>();

    /**
     * @param maxInFlight  addresses dialed at a time
     * @param maxAddresses addresses dialed in all
     */
    DialSchedule(int maxInFlight, int maxAddresses) {
        this.maxInFlight = maxInFlight;
        this.maxAddresses = maxAddresses;
    }

    private record Waiting(Candidate candidate, long due) {}

    /** Adds addresses; one that is there already becomes due if it is now named. Gives those for which there is no room. */
    List<Candidate> add(List<Candidate> batch, long now) {
        List<Candidate> tooMany = new ArrayList<>();
        batch.stream().filter(Candidate::explicit).forEach(candidate -> add(candidate, now, tooMany));
        Map<Multiaddr, Candidate> known = batch.stream().filter(candidate -> !candidate.explicit())
                .collect(Collectors.toMap(Candidate::address, Function.identity(), (first, _) -> first));
        // A peer that is being dialed already gets its first step before the next address starts.
        boolean behind = !running.isEmpty();
        for (AddressRanking.Ranked ranked : AddressRanking.rank(known.keySet())) {
            Duration delay = behind ? ranked.delay().plus(AddressRanking.step(ranked.address())) : ranked.delay();
            add(Objects.requireNonNull(known.get(ranked.address())), now + delay.toNanos(), tooMany);
        }
        waiting.sort(Comparator.comparing((Waiting each) -> !each.candidate().explicit()).thenComparingLong(Waiting::due));
        return tooMany;
    }

    private void add(Candidate candidate, long due, List<Candidate> tooMany) {
        if (candidate.explicit()) {
            waiting.removeIf(each -> each.candidate().address().equals(candidate.address()) && taken.remove(each.candidate()));
        }
        boolean there = taken.stream().anyMatch(each -> each.address().equals(candidate.address()));
        long alike = taken.stream().filter(each -> !candidate.explicit() || each.explicit()).count();
        if (!there && alike < maxAddresses) {
            taken.add(candidate);
            waiting.add(new Waiting(candidate, due));
        } else if (!there) {
            tooMany.add(candidate);
        }
    }

    /** Gives the addresses to start now; if none is running, the next ones although it is not their time yet. They count as running. */
    List<Candidate> start(long now) {
        List<Candidate> started = new ArrayList<>();
        long time = waiting.isEmpty() || !running.isEmpty() ? now : Math.max(now, due(waiting.getFirst()));
        while (!waiting.isEmpty() && running.size() < maxInFlight && due(waiting.getFirst()) <= time) {
            Candidate next = waiting.removeFirst().candidate();
            running.add(next);
            started.add(next);
        }
        return started;
    }

    /** The transport has connected: the others wait for the upgrade, two steps at most. */
    void connected(Candidate candidate, long now) {
        if (running.contains(candidate)) {
            heldUntil.put(candidate, now + AddressRanking.step(candidate.address()).multipliedBy(2).toNanos());
        }
    }

    /** An address has failed; false if it does not run. */
    boolean ended(Candidate candidate) {
        heldUntil.remove(candidate);
        return running.remove(candidate);
    }

    /** Gives the time left until the next address is due; {@link Long#MAX_VALUE} if nothing but the end of another can start it. */
    long untilNext(long now) {
        return waiting.isEmpty() || running.size() >= maxInFlight ? Long.MAX_VALUE : Math.max(0, due(waiting.getFirst()) - now);
    }

    /** Tells whether there is nothing left to do. */
    boolean isDone() {
        return waiting.isEmpty() && running.isEmpty();
    }

    Set<Candidate> running() {
        return Set.copyOf(running);
    }

    List<Candidate> waiting() {
        return waiting.stream().map(Waiting::candidate).toList();
    }

    private long due(Waiting next) {
        long due = next.due();
        if (next.candidate().explicit()) {
            return due;
        }
        for (long held : heldUntil.values()) {
            due = Math.max(due, held);
        }
        return due;
    }
}
