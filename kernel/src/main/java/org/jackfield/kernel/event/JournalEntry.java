package org.jackfield.kernel.event;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jackfield.spi.peer.PeerId;

/** Something that happened, as the journal has it. */
public final class JournalEntry {
    private final long sequence;
    private final Instant at;
    private final Note note;

    JournalEntry(long sequence, Instant at, Note note) {
        this.sequence = sequence;
        this.at = at;
        this.note = note;
    }

    /** Gives its place in the order of all events; the first one of a node is 1. */
    public long sequence() {
        return sequence;
    }

    /** Gives the wall-clock time. */
    public Instant at() {
        return at;
    }

    public EventKind kind() {
        return note.kind();
    }

    /** Names the peer that it is about, if any. */
    public Optional<PeerId> peer() {
        return note.peer();
    }

    /** Says it in one line; parts of it may be a stranger's words. */
    public String text() {
        return NoteText.of(note);
    }

    /** Gives its parts by name: texts, numbers, booleans, addresses, ids, times, lists of them. */
    public SortedMap<String, Object> details() {
        return new TreeMap<>(note.details());
    }

    /** Gives one part. */
    public Optional<Object> detail(String name) {
        return Optional.ofNullable(note.details().get(name));
    }
}
