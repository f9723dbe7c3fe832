package org.jackfield.kernel.peer;

/**
 * Bounds of the peer store.
 *
 * @param maxPeers     peers kept, but for connected ones, which are always kept
 * @param maxAddresses addresses kept per peer and source
 */
public record PeerLimits(int maxPeers, int maxAddresses) {
    /** Heap that a peer may take on average, in bytes: so many times the peers is the bound of the whole store. */
    private static final int AVERAGE = 8 * 1024;

    /** What a node does without config. */
    public static final PeerLimits DEFAULT = new PeerLimits(10_000, 64);

    long maxWeight() {
        return (long) maxPeers * AVERAGE;
    }
}
