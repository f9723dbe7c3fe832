package org.jackfield.kernel.swarm;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

import org.jackfield.kernel.task.Tasks;
import org.jackfield.spi.Connection.Direction;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.ErrorCode;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.peer.PeerId;

/**
 * Makes one connection of two when both sides dialed at once. Both come to the same result without a word: the connection that was dialed
 * by the peer with the greater id stays. Peers that have no such rule keep both, so the other one goes only when nobody uses it.
 */
final class Duplicates {
    /** Connections further apart were not dialed at once: the older one may be dead, and only the peer knows. */
    private static final Duration AT_ONCE = Duration.ofSeconds(15);
    /** How long it has to be unused: the peer may not know the other connection yet, and open a stream on this one. */
    private static final Duration QUIET = Duration.ofSeconds(1);
    /** How long to wait for the last stream. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration LOOK = Duration.ofMillis(50);

    private final PeerId self;
    private final Tasks tasks;

    Duplicates(PeerId self, Tasks tasks) {
        this.self = self;
        this.tasks = tasks;
    }

    /**
     * Looks for a duplicate of a connection that was just added.
     *
     * @param all those with this peer
     */
    void resolve(SwarmConnection added, List<SwarmConnection> all) {
        for (SwarmConnection other : all) {
            if (other.isOpen() && crosses(added, other)) {
                SwarmConnection loser = stays(added) ? other : added;
                loser.retire();
                tasks.fork("duplicate", () -> closeWhenUnused(loser));
            }
        }
    }

    private static boolean crosses(SwarmConnection one, SwarmConnection other) {
        Duration apart = Duration.between(one.info().openedAt(), other.info().openedAt()).abs();
        return one.info().direction() != other.info().direction() && apart.compareTo(AT_ONCE) <= 0;
    }

    private boolean stays(SwarmConnection connection) {
        boolean weAreGreater = compare(self.bytes(), connection.remotePeer().bytes()) > 0;
        return weAreGreater == (connection.info().direction() == Direction.OUTBOUND);
    }

    private static int compare(Bytes one, Bytes other) {
        return java.util.Arrays.compareUnsigned(one.toArray(), other.toArray());
    }

    private static void closeWhenUnused(SwarmConnection loser) {
        Deadline deadline = Deadline.after(PATIENCE);
        Deadline quiet = Deadline.after(QUIET);
        while (!quiet.hasPassed() && loser.isOpen() && !deadline.hasPassed() && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(LOOK.toNanos());
            quiet = loser.streams() > 0 ? Deadline.after(QUIET) : quiet;
        }
        if (quiet.hasPassed()) {
            loser.close(ErrorCode.SUPPLANTED, "both sides dialed at once; the other connection stays");
        }
    }

    /** Finds the connection to use among those with one peer. */
    static Optional<SwarmConnection> best(List<SwarmConnection> all) {
        Optional<SwarmConnection> lasting = all.stream().filter(each -> each.isOpen() && !each.isRetired()).findFirst();
        return lasting.or(() -> all.stream().filter(SwarmConnection::isOpen).findFirst());
    }
}
