package org.jackfield.kernel.dial;

/**
 * How to dial.
 *
 * @param simultaneous the peer probably dials this node at the same moment, as both ends of a discovery do: settle by multistream who is the
 *                     initiator if both dials become one link. Costs a round trip, and is used only where that can happen
 * @param why          who wants the connection, in words for the operator; empty if nobody can tell
 */
public record DialOptions(boolean simultaneous, String why) {
    /** As any caller dials. */
    public static final DialOptions NONE = new DialOptions(false, "");
}
