package org.jackfield.kernel.event;

import static org.jackfield.kernel.event.Note.ADDRESS;
import static org.jackfield.kernel.event.Note.ADDRESSES;
import static org.jackfield.kernel.event.Note.AGENT;
import static org.jackfield.kernel.event.Note.ATTEMPTS;
import static org.jackfield.kernel.event.Note.BY;
import static org.jackfield.kernel.event.Note.CLEAN;
import static org.jackfield.kernel.event.Note.CODE;
import static org.jackfield.kernel.event.Note.CONNECTED;
import static org.jackfield.kernel.event.Note.DIRECTION;
import static org.jackfield.kernel.event.Note.MESSAGE;
import static org.jackfield.kernel.event.Note.MUXER;
import static org.jackfield.kernel.event.Note.PROTOCOL;
import static org.jackfield.kernel.event.Note.PROTOCOLS;
import static org.jackfield.kernel.event.Note.RAISED;
import static org.jackfield.kernel.event.Note.REASON;
import static org.jackfield.kernel.event.Note.REMOTE;
import static org.jackfield.kernel.event.Note.SECURITY;
import static org.jackfield.kernel.event.Note.SOURCE;
import static org.jackfield.kernel.event.Note.STAGE;
import static org.jackfield.kernel.event.Note.TOOK_MILLIS;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says in one line what happened, apart from when and with whom. */
final class NoteText {
    private NoteText() {}

    static String of(Note note) {
        return switch (note.kind()) {
            case CONNECTED -> word(note, DIRECTION) + (note.detail(DIRECTION).toString().equals("INBOUND") ? " from " : " to ")
                    + note.detail(ADDRESS) + " over " + note.detail(SECURITY) + " and " + note.detail(MUXER);
            case DISCONNECTED -> (note.is(REMOTE) ? "ended by the peer or the network" : "ended by this node") + ", " + note.detail(CODE)
                    + ": " + note.detail(REASON);
            case REFUSED -> "link from " + note.detail(ADDRESS) + " refused at " + word(note, STAGE) + ": " + note.detail(REASON);
            case DIAL_ENDED -> dialEnded(note);
            case STREAM_OPENED -> word(note, DIRECTION) + " " + note.detail(PROTOCOL);
            case STREAM_CLOSED -> word(note, DIRECTION) + " " + note.detail(PROTOCOL) + (note.is(CLEAN) ? " ended" : " was cut") + ": "
                    + note.detail(REASON);
            case LIMIT_HIT -> note.detail(MESSAGE).toString();
            case PEER_FOUND -> "by " + note.detail(BY) + " at " + joined(note, ADDRESSES, ", ");
            case PEER_UPDATED -> "says it is " + note.detail(AGENT) + " and serves " + note.detail(PROTOCOLS) + " protocols";
            case SELF_UPDATED -> "this node is now at " + joined(note, ADDRESSES, ", ");
            case ALERT -> (note.is(RAISED) ? "" : "over: ") + note.detail(SOURCE) + ": " + note.detail(MESSAGE);
        };
    }

    private static String dialEnded(Note note) {
        String failed = joined(note, ATTEMPTS, "; ");
        return (note.is(CONNECTED) ? "connected" : "failed") + " after " + note.detail(TOOK_MILLIS) + " ms"
                + (failed.isEmpty() ? "" : ", failed addresses: " + failed);
    }

    private static String joined(Note note, String name, String between) {
        return note.detail(name) instanceof List<?> items ? items.stream().map(Object::toString).collect(Collectors.joining(between)) : "";
    }

    private static String word(Note note, String name) {
        return note.detail(name).toString().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
