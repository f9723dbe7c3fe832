package org.jackfield.kernel.limits;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.jackfield.spi.Events;
import org.jackfield.spi.metrics.Metric;
import org.jackfield.spi.metrics.Metrics;
import org.jackfield.spi.metrics.Metrics.Counter;
import org.jackfield.spi.metrics.Metrics.Series;

/**
 * Tells of refusals without letting a flood of them become a flood of words: each counts, one a second becomes an event, one a minute a line
 * of the log; per limit of the config. Thread-safe.
 */
final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final Duration BETWEEN_EVENTS = Duration.ofSeconds(1);
    private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final Consumer<Events.LimitHit> events;
    private final Series<Counter> counter;
    /** By key of the config, so it has few entries. */
    private final Map<String, Told> told = new ConcurrentHashMap<>();

    Refusals(InstantSource clock, Consumer<Events.LimitHit> events, Metrics metrics) {
        this.clock = clock;
        this.events = events;
        this.counter = metrics.counter(Metric.of("jackfield_limit_refusals_total",
                "Refusals by limits of this node, by their key in the config", "limit"));
    }

    /** Shows a limit that has refused nothing as 0, so that its first refusal is an increase. */
    void beginAtZero(String key) {
        counter.with(key);
    }

    /**
     * Notes a refusal.
     *
     * @param scope for people
     * @param limit the limit's name
     * @param key   of the limit in the config
     */
    void note(String scope, String limit, String key, String message) {
        counter.with(key).increment();
        Told before = told.computeIfAbsent(key, _ -> new Told());
        Instant now = clock.instant();
        if (before.event(now)) {
            events.accept(new Events.LimitHit(scope, limit, key, message));
        }
        if (before.line(now)) {
            LOG.warn("{}; further refusals by it are not logged for {} s", message, BETWEEN_LINES.toSeconds());
        }
    }

    private static final class Told {
        private Instant event = Instant.MIN;
        private Instant line = Instant.MIN;

        synchronized boolean event(Instant now) {
            if (now.isBefore(event)) {
                return false;
            }
            event = now.plus(BETWEEN_EVENTS);
            return true;
        }

        synchronized boolean line(Instant now) {
            if (now.isBefore(line)) {
                return false;
            }
            line = now.plus(BETWEEN_LINES);
            return true;
        }
    }
}
