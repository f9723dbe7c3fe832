package org.jackfield.discovery.bootstrap;

import java.time.Duration;
import java.time.Instant;

import org.jackfield.spi.peer.PeerAddress;
import org.jackfield.spi.peer.PeerId;

/**
 * A peer that proved steady.
 *
 * @param address   who, and where it was reached, at least one address
 * @param connected how long it has stayed connected without a break, at the longest
 * @param seen      when it was last connected
 */
record Veteran(PeerAddress address, Duration connected, Instant seen) {
    PeerId peer() {
        return address.peer();
    }

    /** This peer seen again: what is new about it counts, but its best time stays. */
    Veteran seenAgain(Veteran again) {
        return new Veteran(again.address, connected.compareTo(again.connected) > 0 ? connected : again.connected, again.seen);
    }
}
