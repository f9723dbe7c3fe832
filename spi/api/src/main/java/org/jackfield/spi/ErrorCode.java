package org.jackfield.spi;

/**
 * Says in a number why a stream or a connection was cut. The numbers are go-libp2p's (core/network/mux.go, conn.go), the only ones in use.
 *
 * @param value 0 to 2³²−1, on the scale used for streams
 */
public record ErrorCode(long value) {
    /** No reason given. */
    public static final ErrorCode NONE = new ErrorCode(0);
    /** The two sides found no protocol in common. */
    public static final ErrorCode NEGOTIATION_FAILED = new ErrorCode(0x1001);
    /** A limit of the sender is reached. */
    public static final ErrorCode RESOURCE_LIMIT = new ErrorCode(0x1002);
    /** The receiver asked too often. */
    public static final ErrorCode RATE_LIMITED = new ErrorCode(0x1003);
    /** The receiver broke the protocol. */
    public static final ErrorCode PROTOCOL_VIOLATION = new ErrorCode(0x1004);
    /** Another connection or stream took over. */
    public static final ErrorCode SUPPLANTED = new ErrorCode(0x1005);
    /** Unused for too long, or trimmed. */
    public static final ErrorCode GARBAGE_COLLECTED = new ErrorCode(0x1006);
    /** The sender is going away. */
    public static final ErrorCode SHUTDOWN = new ErrorCode(0x1007);
    /** Refused by policy. */
    public static final ErrorCode GATED = new ErrorCode(0x1008);

    private static final long FIRST = 0x1001;
    private static final long LAST = 0x1009;
    private static final String[] NAMES = {"negotiation failed", "resource limit", "rate limited", "protocol violation", "supplanted",
        "garbage collected", "shutdown", "gated", "out of range"};

    public ErrorCode {
        if (value < 0 || value > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException("an error code is 0 to 2^32-1: " + value);
        }
    }

    /** Gives the number that means the same for a connection: the named codes are one lower there. */
    public long onConnection() {
        return value >= FIRST && value <= LAST ? value - 1 : value;
    }

    /** Reads a number that came with a closed connection. */
    public static ErrorCode fromConnection(long value) {
        return new ErrorCode(value >= FIRST - 1 && value <= LAST - 1 ? value + 1 : value);
    }

    @Override
    public String toString() {
        if (value == 0) {
            return "no code";
        }
        return value >= FIRST && value <= LAST ? NAMES[(int) (value - FIRST)] : "code 0x" + Long.toHexString(value);
    }
}
