package org.jackfield.muxer.yamux;

import java.util.function.LongPredicate;

/**
 * Decides when a stream's peer may send more, and how much. The window doubles when half of it was used up in less than four round trips,
 * because then the window is what holds the peer back. Credit returns for half a small window of consumed bytes at once, but for a part
 * of a large one: what waits to be returned is missing from the window, and half of it missing is half the speed on a long way. Knows no
 * clock and no lock; used by the stream's reader alone.
 */
final class ReceiveWindow {
    /** The window of every new stream in both directions (yamux spec, Flow control). */
    static final int INITIAL = 256 * 1024;

    private static final int ROUND_TRIPS = 4;
    private static final int RETURNED_PARTS = 32;

    private final long largest;
    private final LongPredicate reserve;
    private long size = INITIAL;
    private long granted = INITIAL;
    private long consumed;
    private long consumedOfHalf;
    private long halfSince;

    /**
     * @param largest what the window may grow to, at least {@link #INITIAL}
     * @param reserve asked for the bytes the window grows by; says no when memory is short
     * @param now     on the scale of {@link System#nanoTime}
     */
    ReceiveWindow(long largest, LongPredicate reserve, long now) {
        this.largest = largest;
        this.reserve = reserve;
        this.halfSince = now;
    }

    /**
     * Notes that the reader took bytes.
     *
     * @param now       on the scale of {@link System#nanoTime}
     * @param roundTrip in nanoseconds; 0 means unknown, and the window does not grow
     * @return the credit to give the peer now; 0 for none yet
     */
    long consumed(int bytes, long now, long roundTrip) {
        consumed += bytes;
        consumedOfHalf += bytes;
        if (consumedOfHalf >= size / 2) {
            if (now - halfSince < ROUND_TRIPS * roundTrip) {
                grow();
            }
            consumedOfHalf = 0;
            halfSince = now;
        }
        long credit = size - (granted - consumed);
        if (credit < Math.max(INITIAL / 2, size / RETURNED_PARTS)) {
            return 0;
        }
        granted += credit;
        return credit;
    }

    /** Gives all credit the peer was given since the stream's start. */
    long granted() {
        return granted;
    }

    /** Gives the window: the most unread bytes this stream can hold. */
    long size() {
        return size;
    }

    private void grow() {
        long more = Math.min(size, largest - size);
        if (more > 0 && reserve.test(more)) {
            size += more;
        }
    }
}
