package org.jackfield.dist.probe;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

import org.jackfield.dist.json.Json;
import org.jackfield.spi.DialFailed.Code;

/**
 * One step of a probe.
 *
 * @param name   what was done
 * @param state  what became of it
 * @param took   how long it took
 * @param code   why a dial failed, for programs
 * @param detail what was learned, or why it failed
 */
public record Step(String name, State state, Duration took, Optional<Code> code, String detail) {
    /** What became of a step. */
    public enum State {
        /** Done. */
        OK,
        /** Tried in vain. */
        FAILED,
        /** Not tried, because one before it failed. */
        SKIPPED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Step ok(String name, Duration took, Object detail) {
        return new Step(name, State.OK, took, Optional.empty(), detail.toString());
    }

    static Step failed(String name, Duration took, Throwable cause) {
        return failed(name, took, Optional.empty(), cause);
    }

    static Step failed(String name, Duration took, Optional<Code> code, Throwable cause) {
        return new Step(name, State.FAILED, took, code,
                Optional.ofNullable(cause.getMessage()).orElseGet(() -> cause.getClass().getSimpleName()));
    }

    static Step skipped(String name) {
        return skipped(name, "");
    }

    static Step skipped(String name, String why) {
        return new Step(name, State.SKIPPED, Duration.ZERO, Optional.empty(), why);
    }

    /** Gives this step for a program. */
    public Json json() {
        return Json.object().put("stage", name).put("state", state).put("millis", took.toNanos() / 1e6).put("code", code)
                .put("detail", detail).build();
    }
}
