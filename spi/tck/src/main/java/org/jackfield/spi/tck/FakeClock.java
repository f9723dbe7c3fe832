package org.jackfield.spi.tck;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** Wall-clock time that stands still until a test moves it. Thread-safe. */
public final class FakeClock implements InstantSource {
    /** Where every fake clock starts: 1 January 2026, 00:00 UTC. */
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);

    /** Makes a clock at {@link #START}. */
    public FakeClock() {}

    @Override
    public Instant instant() {
        return now.get();
    }

    /** Moves time; a negative duration moves it back. */
    public void advance(Duration by) {
        now.updateAndGet(instant -> instant.plus(by));
    }
}
