package org.jackfield.muxer.yamux;

import java.util.concurrent.atomic.AtomicLong;

/** What the peer allows this node to send on one stream: added to by the event loop, taken from by one writer. */
final class SendWindow {
    /** Most credit a stream can have: the window field of a frame holds no more. */
    static final long LARGEST = 0xFFFF_FFFFL;

    private final AtomicLong credit = new AtomicLong(ReceiveWindow.INITIAL);

    /** Adds credit; false if the sum is more than a window can be. */
    boolean add(long bytes) {
        return credit.addAndGet(bytes) <= LARGEST;
    }

    /** Takes up to {@code wanted} bytes of credit; zero if there is none. */
    int take(int wanted) {
        int taken = (int) Math.min(wanted, credit.get());
        credit.addAndGet(-taken);
        return taken;
    }

    /** Tells whether there is credit. */
    boolean isOpen() {
        return credit.get() > 0;
    }
}
