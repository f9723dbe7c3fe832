package org.jackfield.spi;

import java.nio.charset.StandardCharsets;

/**
 * Names a protocol on the wire, such as {@code /ipfs/ping/1.0.0}.
 *
 * @param value starts with {@code /}, at most {@value #MAX_BYTES} bytes of UTF-8, no line feed
 */
public record ProtocolId(String value) implements Comparable<ProtocolId> {
    /** Longest id accepted; the shortest bound of known peers on a multistream message is 1024 with its header. */
    public static final int MAX_BYTES = 1000;

    public ProtocolId {
        if (!value.startsWith("/")) {
            throw new IllegalArgumentException("a protocol id starts with '/': " + shown(value));
        }
        if (value.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("a protocol id holds no line feed: " + shown(value));
        }
        if (value.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new IllegalArgumentException("a protocol id is at most " + MAX_BYTES + " bytes: " + shown(value));
        }
    }

    @Override
    public int compareTo(ProtocolId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }

    private static String shown(String value) {
        String head = value.length() > 80 ? value.substring(0, 80) + "…" : value;
        return head.replace("\n", "\\n");
    }
}
