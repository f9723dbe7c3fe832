package org.jackfield.dist.cli;

import java.util.Comparator;
import java.util.Locale;

import org.jackfield.dist.json.Json;

/** In which order peers are listed. */
enum PeerOrder {
    /** The oldest connection first. */
    AGE(Comparator.comparingLong((Json.Fields row) -> row.whole("ageMillis")).reversed()),
    /** The busiest first. */
    STREAMS(Comparator.comparingLong((Json.Fields row) -> row.whole("streams")).reversed()),
    /** The nearest first; peers whose round trip is not known last. */
    LATENCY(Comparator.comparingLong(row -> row.find("roundTripMicros").isPresent() ? row.whole("roundTripMicros") : Long.MAX_VALUE)),
    /** By peer id. */
    PEER(text("peer")),
    /** By what the peer says it is; peers that do not say last. */
    AGENT(Comparator.comparing((Json.Fields row) -> row.find("agent").isEmpty()).thenComparing(text("agent"))),
    /** Inbound first. */
    DIRECTION(text("direction"));

    private final Comparator<Json.Fields> order;

    PeerOrder(Comparator<Json.Fields> order) {
        this.order = order;
    }

    /** Gives the order; equal rows by peer id. */
    Comparator<Json.Fields> order() {
        return order.thenComparing(text("peer"));
    }

    private static Comparator<Json.Fields> text(String field) {
        return Comparator.comparing(row -> row.find(field).isPresent() ? row.text(field) : "");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
