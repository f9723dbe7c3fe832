package org.jackfield.kernel.limits;

import org.jspecify.annotations.Nullable;

/** One scope: what may be used in it, and what is. Thread-safe. */
@SuppressWarnings("EnumOrdinal") // the index of an array that nobody else sees
final class Scope {
    private final String name;
    private final String key;
    private final Caps caps;
    private final long[] used = new long[Dimension.values().length];

    /**
     * @param name for people, such as {@code peer 12D3KooW…}
     * @param key  where its limits stand in the config, such as {@code limits.peer}
     */
    Scope(String name, String key, Caps caps) {
        this.name = name;
        this.key = key;
        this.caps = caps;
    }

    String name() {
        return name;
    }

    String key() {
        return key;
    }

    Caps caps() {
        return caps;
    }

    /** Takes a claim whole, or nothing; null if it was taken. */
    synchronized @Nullable Refusal take(Claim claim) {
        Dimension full = full(claim);
        if (full != null) {
            long wanted = full == Dimension.MEMORY ? claim.memory() : claim.items();
            return new Refusal(name, key, full, used[full.ordinal()], wanted, caps.of(full));
        }
        add(claim, 1);
        return null;
    }

    /** Tells what would be refused, without taking anything. */
    synchronized @Nullable Refusal wouldRefuse(Claim claim) {
        Dimension full = full(claim);
        return full == null ? null : new Refusal(name, key, full, used[full.ordinal()], claim.items(), caps.of(full));
    }

    /** Gives a claim back. */
    synchronized void give(Claim claim) {
        add(claim, -1);
    }

    synchronized long used(Dimension dimension) {
        return used[dimension.ordinal()];
    }

    /** Tells whether nothing is used. */
    synchronized boolean isUnused() {
        for (long each : used) {
            if (each != 0) {
                return false;
            }
        }
        return true;
    }

    private @Nullable Dimension full(Claim claim) {
        if (claim.items() > 0 && exceeds(claim.all(), claim.items())) {
            return claim.all();
        }
        if (claim.items() > 0 && exceeds(claim.directed(), claim.items())) {
            return claim.directed();
        }
        return claim.memory() > 0 && exceeds(Dimension.MEMORY, claim.memory()) ? Dimension.MEMORY : null;
    }

    private boolean exceeds(Dimension dimension, long more) {
        return more > caps.of(dimension) - used[dimension.ordinal()];
    }

    private void add(Claim claim, int sign) {
        used[claim.all().ordinal()] += (long) sign * claim.items();
        used[claim.directed().ordinal()] += (long) sign * claim.items();
        used[Dimension.MEMORY.ordinal()] += sign * claim.memory();
    }
}
