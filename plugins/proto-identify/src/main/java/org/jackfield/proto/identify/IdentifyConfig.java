package org.jackfield.proto.identify;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Options of identify.
 *
 * @param protocolVersion names the network, at most 128 bytes; no implementation compares it
 * @param agent           names this software, at most 128 bytes
 * @param timeout         longest life of one identify or push stream, 1 ms to 10 min; go-libp2p and js-libp2p allow 5 s
 * @param burst           streams one peer may open at once, 1 to 10000; go-libp2p allows 10
 * @param refill          time after which a peer may open one more, 1 ms to 1 h; go-libp2p allows one in 5 s
 */
public record IdentifyConfig(String protocolVersion, String agent, Duration timeout, int burst, Duration refill) {
    private static final int MAX_TEXT = 128;
    private static final int MAX_BURST = 10_000;
    private static final Duration MIN_TIME = Duration.ofMillis(1);
    private static final Duration MAX_TIMEOUT = Duration.ofMinutes(10);
    private static final Duration MAX_REFILL = Duration.ofHours(1);

    public IdentifyConfig {
        checkText("protocol-version", protocolVersion);
        checkText("agent", agent);
        checkTime("timeout", timeout, MAX_TIMEOUT);
        checkTime("refill", refill, MAX_REFILL);
        if (burst < 1 || burst > MAX_BURST) {
            throw new IllegalArgumentException("burst is 1 to " + MAX_BURST + ": " + burst);
        }
    }

    private static void checkText(String option, String value) {
        int bytes = value.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_TEXT) {
            throw new IllegalArgumentException(option + " is at most " + MAX_TEXT + " bytes: " + bytes);
        }
    }

    private static void checkTime(String option, Duration value, Duration longest) {
        if (value.compareTo(MIN_TIME) < 0 || value.compareTo(longest) > 0) {
            throw new IllegalArgumentException(option + " is " + MIN_TIME + " to " + longest + ": " + value);
        }
    }
}
