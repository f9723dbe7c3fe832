package org.jackfield.kernel.dial;

import java.util.Optional;

import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerId;

/**
 * An address that can be dialed.
 *
 * @param origin   as it was named or known, perhaps with a name in it
 * @param address  what to dial: {@code origin}, or one of those it resolves to
 * @param peer     who has to answer there; empty when anybody may
 * @param explicit whether the caller named it
 */
record Candidate(Multiaddr origin, Multiaddr address, Optional<PeerId> peer, boolean explicit) {
    /** Gives what was dialed in place of a name. */
    Optional<Multiaddr> resolved() {
        return address.equals(origin) ? Optional.empty() : Optional.of(address);
    }
}
