package org.jackfield.dist.admin;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.jackfield.dist.json.Json;
import org.jackfield.kernel.event.EventKind;
import org.jackfield.kernel.event.Journal;
import org.jackfield.kernel.event.JournalEntry;
import org.jackfield.spi.multiformats.MalformedException;
import org.jackfield.spi.peer.PeerId;

/** Answers what happened on the node. Thread-safe. */
final class EventsAdmin implements AdminHandler {
    /** Most events in one answer, well within its length. */
    private static final long MAX_EVENTS = 5000;

    private final Journal journal;

    EventsAdmin(Journal journal) {
        this.journal = journal;
    }

    /** With {@code after} the oldest events after that number, else the newest ones. */
    @Override
    public Json answer(Json.Fields request) {
        int limit = (int) Math.clamp(request.whole("limit"), 1, MAX_EVENTS);
        Journal.Filter filter = filter(request);
        // asked first: what comes after it is in the next answer
        long last = journal.last();
        List<JournalEntry> found = request.find("after").isPresent()
                ? journal.after(request.whole("after"), filter, limit)
                : journal.latest(filter, limit);
        return Json.object().put("last", last).put("events", new Json.Items(found.stream().map(EventsAdmin::event).toList())).build();
    }

    private static Journal.Filter filter(Json.Fields request) {
        Optional<PeerId> peer = request.find("peer").map(_ -> PeerId.parse(request.text("peer")));
        Optional<Instant> since = request.find("sinceMillis")
                .map(_ -> Instant.now().minus(Duration.ofMillis(request.whole("sinceMillis"))));
        return new Journal.Filter(kinds(request), peer, since);
    }

    private static Set<EventKind> kinds(Json.Fields request) {
        Set<EventKind> kinds = EnumSet.noneOf(EventKind.class);
        if (request.values().get("kinds") instanceof Json.Items items) {
            for (Json each : items.values()) {
                String word = each instanceof Json.Text text ? text.value() : each.toString();
                kinds.add(EventKind.of(word).orElseThrow(() -> new MalformedException("no kind of event is called " + word)));
            }
        }
        return kinds;
    }

    private static Json event(JournalEntry entry) {
        Json.Builder details = Json.object();
        entry.details().forEach((name, value) -> details.put(name, json(value)));
        return Json.object().put("sequence", entry.sequence()).put("time", entry.at().truncatedTo(ChronoUnit.MILLIS))
                .put("kind", entry.kind()).put("peer", entry.peer())
                .put("text", entry.text()).put("details", details.build()).build();
    }

    private static Json json(Object value) {
        return switch (value) {
            case Boolean flag -> new Json.Flag(flag);
            case Integer number -> new Json.Whole(number);
            case Long number -> new Json.Whole(number);
            case List<?> items -> Json.texts(items);
            case Enum<?> word -> Json.of(word.name().toLowerCase(Locale.ROOT).replace('_', '-'));
            default -> Json.of(value.toString());
        };
    }
}
