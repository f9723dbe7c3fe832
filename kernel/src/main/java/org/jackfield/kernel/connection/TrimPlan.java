package org.jackfield.kernel.connection;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

import org.jackfield.spi.Connection;
import org.jackfield.spi.Connection.Direction;

/** Chooses which connections go. Pure. Source: the order is go-libp2p's (p2p/net/connmgr), ties as in js-libp2p. */
final class TrimPlan {
    private static final Comparator<Candidate> ORDER = Comparator.comparingInt(Candidate::weight)
            .thenComparing(candidate -> candidate.connection().info().direction() != Direction.INBOUND)
            .thenComparing(candidate -> candidate.connection().info().openedAt(), Comparator.reverseOrder());

    private TrimPlan() {}

    /**
     * A connection and what speaks for it.
     *
     * @param weight       sum of the peer's tags
     * @param isProtected  never trimmed
     * @param inUse        has streams
     */
    record Candidate(Connection connection, int weight, boolean isProtected, boolean inUse) {}

    /**
     * Gives at most {@code excess} connections, the least valued first; never protected ones, ones in use or new ones.
     *
     * @param grace how long a connection is new
     */
    static List<Connection> victims(List<Candidate> all, int excess, Instant now, Duration grace) {
        Instant oldEnough = now.minus(grace);
        return all.stream().filter(candidate -> !candidate.isProtected() && !candidate.inUse())
                .filter(candidate -> !candidate.connection().info().openedAt().isAfter(oldEnough)).sorted(ORDER).limit(Math.max(0, excess))
                .map(Candidate::connection).toList();
    }
}
