package org.jackfield.muxer.mplex;

import java.time.Duration;

import org.jackfield.spi.ByteSize;

/**
 * Options of the mplex muxer. A connection makes this node keep at most about {@code maxConnectionUnread} of unread data.
 *
 * @param maxInboundStreams   streams a peer may have open on one connection; more are reset; positive
 * @param maxOutboundStreams  streams this node has open on one connection before opening another waits; positive
 * @param maxUnread           unread data at which one stream is reset; 64KiB to 1GiB; at half of it reading from the connection pauses
 * @param maxConnectionUnread likewise for all streams of a connection together; not less than {@code maxUnread}
 * @param patience            how long reading may pause before the streams that are not read are reset; positive
 * @param sendQueue           frames that may wait to be sent before writers block; 64KiB to 1GiB
 */
public record MplexConfig(int maxInboundStreams, int maxOutboundStreams, ByteSize maxUnread, ByteSize maxConnectionUnread,
        Duration patience, ByteSize sendQueue) {
    private static final long LARGEST = 1L << 30;
    private static final long SMALLEST = 64 * 1024;

    public MplexConfig {
        positive("max-inbound-streams", maxInboundStreams);
        positive("max-outbound-streams", maxOutboundStreams);
        within("max-unread", maxUnread);
        within("send-queue", sendQueue);
        if (maxConnectionUnread.compareTo(maxUnread) < 0) {
            throw new IllegalArgumentException("max-connection-unread is less than max-unread: " + maxConnectionUnread + ", " + maxUnread);
        }
        if (!patience.isPositive()) {
            throw new IllegalArgumentException("patience is not positive: " + patience);
        }
    }

    private static void positive(String key, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(key + " is not positive: " + value);
        }
    }

    private static void within(String key, ByteSize size) {
        if (size.bytes() < SMALLEST || size.bytes() > LARGEST) {
            throw new IllegalArgumentException(key + " is not " + new ByteSize(SMALLEST) + " to " + new ByteSize(LARGEST) + ": " + size);
        }
    }
}
