package org.jackfield.kernel.limits;

import java.util.EnumMap;
import java.util.Map;

/** The limits of one scope; a dimension without one is not bounded there, but by a scope around it. Immutable. */
public final class Caps {
    private final Map<Dimension, Long> caps;

    private Caps(Map<Dimension, Long> caps) {
        this.caps = new EnumMap<>(caps);
    }

    static Caps of(Map<Dimension, Long> caps) {
        return caps.isEmpty() ? new Caps(new EnumMap<>(Dimension.class)) : new Caps(caps);
    }

    /** Gives the limit; {@link Long#MAX_VALUE} if there is none. */
    public long of(Dimension dimension) {
        return caps.getOrDefault(dimension, Long.MAX_VALUE);
    }
}
