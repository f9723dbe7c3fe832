package org.jackfield.dist.admin;

import java.util.Locale;

import org.jackfield.dist.json.Json;
import org.jackfield.spi.DialFailed;

/** The rows of a failed dial for programs; stage and code are stable words. */
public final class DialRows {
    private DialRows() {}

    /** Gives one object per address. */
    public static Json json(DialFailed failure) {
        return new Json.Items(failure.attempts().stream().<Json>map(DialRows::row).toList());
    }

    private static Json row(DialFailed.Attempt attempt) {
        String why = attempt.cause().getMessage() == null ? attempt.cause().getClass().getSimpleName() : attempt.cause().getMessage();
        return Json.object().put("address", attempt.address()).put("resolved", attempt.resolved())
                .put("stage", attempt.stage().name().toLowerCase(Locale.ROOT).replace('_', '-')).put("code", attempt.code())
                .put("cause", why).put("millis", attempt.took().toNanos() / 1e6).build();
    }
}
