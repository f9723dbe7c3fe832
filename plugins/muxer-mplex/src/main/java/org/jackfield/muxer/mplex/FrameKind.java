package org.jackfield.muxer.mplex;

import org.jackfield.spi.ProtocolViolation;

/** What a frame does. The number on the wire also says whether its sender opened the stream (mplex spec, Message format). */
enum FrameKind {
    /** Opens a stream; the body is its name. */
    OPEN(-1, 0),
    /** Carries bytes. */
    MESSAGE(1, 2),
    /** Ends the sender's direction. */
    CLOSE(3, 4),
    /** Cuts the stream. */
    RESET(5, 6);

    /** Low bits of a frame's first number that hold the flag. */
    static final int FLAG_BITS = 3;

    private static final int FLAG_MASK = (1 << FLAG_BITS) - 1;

    private final int fromAcceptor;
    private final int fromOpener;

    FrameKind(int fromAcceptor, int fromOpener) {
        this.fromAcceptor = fromAcceptor;
        this.fromOpener = fromOpener;
    }

    /** Gives the flag on the wire. */
    int flag(boolean senderOpened) {
        return senderOpened ? fromOpener : fromAcceptor;
    }

    /** Reads the kind from a frame's first number. */
    static FrameKind of(long number) throws ProtocolViolation {
        return switch ((int) number & FLAG_MASK) {
            case 0 -> OPEN;
            case 1, 2 -> MESSAGE;
            case 3, 4 -> CLOSE;
            case 5, 6 -> RESET;
            default -> throw new ProtocolViolation("no mplex frame: flag 7");
        };
    }

    /** Reads from a frame's first number whether its sender opened the stream. */
    static boolean senderOpened(long number) {
        return (number & 1) == 0;
    }
}
