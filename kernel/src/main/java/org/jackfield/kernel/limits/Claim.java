package org.jackfield.kernel.limits;

import org.jackfield.spi.Connection.Direction;

/**
 * What is taken from a scope and given back, in one piece.
 *
 * @param all      what both directions count together
 * @param directed what this direction counts
 * @param items    0 or 1 of both
 * @param memory   bytes
 */
record Claim(Dimension all, Dimension directed, int items, long memory) {
    static Claim connection(Direction direction) {
        return new Claim(Dimension.CONNECTIONS,
                direction == Direction.INBOUND ? Dimension.INBOUND_CONNECTIONS : Dimension.OUTBOUND_CONNECTIONS, 1, 0);
    }

    static Claim stream(Direction opener, long memory) {
        return new Claim(Dimension.STREAMS, opener == Direction.INBOUND ? Dimension.INBOUND_STREAMS : Dimension.OUTBOUND_STREAMS, 1,
                memory);
    }

    static Claim memory(long bytes) {
        return new Claim(Dimension.STREAMS, Dimension.INBOUND_STREAMS, 0, bytes);
    }

    /** Gives the same claim with other memory. */
    Claim with(long bytes) {
        return new Claim(all, directed, items, bytes);
    }
}
