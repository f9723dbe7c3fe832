package org.jackfield.kernel.peer;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jackfield.spi.KnownAddress;
import org.jackfield.spi.PeerFacts;
import org.jackfield.spi.peer.PeerId;
import org.jackfield.spi.peer.SignedEnvelope;

/**
 * All that the store holds of a peer.
 *
 * @param peer      who
 * @param addresses where, with source and end
 * @param facts     what it said of itself, without its record
 * @param record    what it signed
 * @param lastSeen  when it was last connected, if ever
 */
record PeerRow(PeerId peer, List<KnownAddress> addresses, Optional<PeerFacts> facts, Optional<SignedEnvelope> record,
        Optional<Instant> lastSeen) {
    PeerRow {
        addresses = List.copyOf(addresses);
    }
}
