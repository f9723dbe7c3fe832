package org.jackfield.kernel.ban;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Keeps someone out for a time.
 *
 * @param target whom
 * @param reason why, in the operator's words; at most {@value #MAX_REASON} bytes
 * @param since  when it was decided
 * @param until  when it ends
 */
public record Ban(BanTarget target, String reason, Instant since, Instant until) {
    /** Longest reason, in bytes of UTF-8. */
    public static final int MAX_REASON = 256;

    public Ban {
        if (reason.getBytes(StandardCharsets.UTF_8).length > MAX_REASON) {
            throw new IllegalArgumentException("a reason has at most " + MAX_REASON + " bytes");
        }
    }

    boolean isOver(Instant now) {
        return !until.isAfter(now);
    }

    /** Says it as a refusal does. */
    String words() {
        return target + " is banned until " + until + (reason.isEmpty() ? "" : ": " + reason);
    }
}
