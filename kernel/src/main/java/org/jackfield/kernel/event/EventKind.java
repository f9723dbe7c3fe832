package org.jackfield.kernel.event;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The kinds of events, by the words that the command line and JSON use: {@code stream-closed}. */
public enum EventKind {
    CONNECTED, DISCONNECTED, REFUSED, DIAL_ENDED, STREAM_OPENED, STREAM_CLOSED, LIMIT_HIT, PEER_FOUND, PEER_UPDATED, SELF_UPDATED, ALERT;

    /** Finds the kind of a word. */
    public static Optional<EventKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.toString().equals(word)).findFirst();
    }

    /** Lists the words. */
    public static List<String> words() {
        return Arrays.stream(values()).map(EventKind::toString).toList();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
