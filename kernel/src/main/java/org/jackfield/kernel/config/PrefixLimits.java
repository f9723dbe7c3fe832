package org.jackfield.kernel.config;

/**
 * What all addresses of one network prefix may do together. Loopback and allowed addresses are free of it.
 *
 * @param connections inbound ones at once, those not yet upgraded included; positive
 * @param burst       inbound connections that may come at once; positive
 * @param perSecond   those that may come in the long run; 1 to 1 000 000
 */
public record PrefixLimits(int connections, int burst, int perSecond) {
    private static final int FASTEST = 1_000_000;

    public PrefixLimits {
        if (connections < 1 || burst < 1) {
            throw new IllegalArgumentException("connections and burst are positive: " + connections + ", " + burst);
        }
        if (perSecond < 1 || perSecond > FASTEST) {
            throw new IllegalArgumentException("per-second is 1 to " + FASTEST + ": " + perSecond);
        }
    }
}
