package org.jackfield.muxer.yamux;

import java.time.Duration;

import org.jackfield.spi.ByteSize;

/**
 * Options of the yamux muxer. A connection makes this node keep at most {@code maxInboundStreams} × 256 KiB +
 * {@code maxConnectionWindow} of unread data.
 *
 * @param maxInboundStreams   streams a peer may have open on one connection; more are reset; positive
 * @param maxWindow           unread data one stream may grow to hold, where its reader is fast and the round trip long; 256KiB to 1GiB
 * @param maxConnectionWindow what all windows of a connection may grow beyond their first 256 KiB, together
 * @param sendQueue           frames that may wait to be sent before writers block; 64KiB to 1GiB
 * @param keepAlive           how often to ping, which measures the round trip too; zero means once, at the start
 * @param pingTimeout         how long a peer may send nothing at all after a ping; positive
 */
public record YamuxConfig(int maxInboundStreams, ByteSize maxWindow, ByteSize maxConnectionWindow, ByteSize sendQueue, Duration keepAlive,
        Duration pingTimeout) {
    private static final long LARGEST = 1L << 30;
    private static final long SMALLEST_QUEUE = 64 * 1024;

    public YamuxConfig {
        if (maxInboundStreams < 1) {
            throw new IllegalArgumentException("max-inbound-streams is not positive: " + maxInboundStreams);
        }
        within("max-window", maxWindow, ReceiveWindow.INITIAL);
        within("send-queue", sendQueue, SMALLEST_QUEUE);
        if (keepAlive.isNegative()) {
            throw new IllegalArgumentException("keep-alive is negative: " + keepAlive);
        }
        if (!pingTimeout.isPositive()) {
            throw new IllegalArgumentException("ping-timeout is not positive: " + pingTimeout);
        }
    }

    private static void within(String key, ByteSize size, long least) {
        if (size.bytes() < least || size.bytes() > LARGEST) {
            throw new IllegalArgumentException(key + " is not " + new ByteSize(least) + " to " + new ByteSize(LARGEST) + ": " + size);
        }
    }
}
