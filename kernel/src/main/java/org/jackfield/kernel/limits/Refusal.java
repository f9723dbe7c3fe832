package org.jackfield.kernel.limits;

import org.jackfield.spi.ByteSize;

/**
 * A limit that stood in the way.
 *
 * @param scope     for people
 * @param key       of the scope in the config
 * @param dimension of the limit
 * @param used      before
 * @param wanted    on top of it
 * @param limit     the limit
 */
record Refusal(String scope, String key, Dimension dimension, long used, long wanted, long limit) {
    /** Names the limit in the config. */
    String limitKey() {
        return key + "." + dimension.key();
    }

    /** Says it in one line: scope, limit, use and the key of the config. */
    String message() {
        String what = dimension == Dimension.MEMORY
                ? new ByteSize(used) + " of memory are reserved and " + new ByteSize(wanted) + " more would exceed " + new ByteSize(limit)
                : used + " of " + limit + " " + dimension.key().replace('-', ' ') + " are in use";
        return "limit of scope " + scope + ": " + what + " (" + limitKey() + ")";
    }
}
