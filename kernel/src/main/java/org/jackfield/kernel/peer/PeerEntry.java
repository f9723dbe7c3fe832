package org.jackfield.kernel.peer;

import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.jackfield.spi.PeerFacts;
import org.jackfield.spi.peer.SignedEnvelope;

/** What is known of one peer. Not thread-safe. */
final class PeerEntry {
    final SourcedAddresses addresses;
    private @Nullable PeerFacts facts;
    private @Nullable SignedEnvelope record;
    private @Nullable Instant lastSeen;
    /** What this counts for in the store's sum. */
    int weight;

    PeerEntry(int room) {
        addresses = new SourcedAddresses(room);
    }

    Optional<PeerFacts> facts() {
        return Optional.ofNullable(facts).map(said -> said.withSignedRecord(record()));
    }

    void facts(PeerFacts said) {
        facts = said.withSignedRecord(Optional.empty());
    }

    Optional<SignedEnvelope> record() {
        return Optional.ofNullable(record);
    }

    void record(SignedEnvelope certified) {
        record = certified;
    }

    Optional<Instant> lastSeen() {
        return Optional.ofNullable(lastSeen);
    }

    void lastSeen(Instant when) {
        lastSeen = when;
    }

    int estimate() {
        return Weight.PEER + addresses.weight() + (facts == null ? 0 : Weight.of(facts)) + (record == null ? 0 : Weight.of(record));
    }
}
