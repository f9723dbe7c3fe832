package org.jackfield.muxer.yamux;

import org.jackfield.spi.ProtocolViolation;

/** What a frame is (yamux spec, Type field). */
enum FrameType {
    /** Carries bytes of a stream. */
    DATA(0),
    /** Allows the receiver to send more on a stream. */
    WINDOW_UPDATE(1),
    /** Asks for an answer, or is one. */
    PING(2),
    /** Ends the session. */
    GO_AWAY(3);

    private final int number;

    FrameType(int number) {
        this.number = number;
    }

    /** Gives the number on the wire. */
    int number() {
        return number;
    }

    /** Gives the type with a number, 0 to 255. */
    static FrameType numbered(int number) throws ProtocolViolation {
        return switch (number) {
            case 0 -> DATA;
            case 1 -> WINDOW_UPDATE;
            case 2 -> PING;
            case 3 -> GO_AWAY;
            default -> throw new ProtocolViolation("no yamux frame: type " + number);
        };
    }
}
