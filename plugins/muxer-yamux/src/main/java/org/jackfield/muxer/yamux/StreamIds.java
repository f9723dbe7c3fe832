package org.jackfield.muxer.yamux;

import org.jackfield.spi.LimitExceeded;
import org.jackfield.spi.datapath.Role;

/** Numbers the streams this node opens: odd ones for who opened the link, even ones for who accepted it, none twice. Not thread-safe. */
final class StreamIds {
    private static final long LAST = 0xFFFF_FFFFL;

    private long next;

    private StreamIds(long first) {
        next = first;
    }

    static StreamIds of(Role role) {
        return startingAt(role == Role.INITIATOR ? 1 : 2);
    }

    static StreamIds startingAt(long first) {
        return new StreamIds(first);
    }

    /** Gives the next number. */
    long next() throws LimitExceeded {
        if (next > LAST) {
            throw new LimitExceeded("all stream ids of this connection are used; a new connection is needed");
        }
        long id = next;
        next += 2;
        return id;
    }

    /** Tells whether a number is one that the peer may give. */
    static boolean isPeers(long id, Role role) {
        return id != 0 && (id & 1) == (role == Role.INITIATOR ? 0 : 1);
    }
}
