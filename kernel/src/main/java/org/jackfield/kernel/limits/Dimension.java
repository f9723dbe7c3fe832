package org.jackfield.kernel.limits;

import java.util.Locale;

/** What a scope counts. */
public enum Dimension {
    /** Connections, both directions together. */
    CONNECTIONS,
    /** Connections of peers who dialed us. */
    INBOUND_CONNECTIONS,
    /** Connections we dialed. */
    OUTBOUND_CONNECTIONS,
    /** Streams, both directions together. */
    STREAMS,
    /** Streams that peers opened. */
    INBOUND_STREAMS,
    /** Streams we opened. */
    OUTBOUND_STREAMS,
    /** Bytes. */
    MEMORY;

    /** Gives the name as it stands in the config. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
