package org.jackfield.kernel.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them, {@code 250ms}, {@code 1h30m}, and in the ISO form {@code PT1H30M}. */
public final class DurationText {
    static final String FORM = "(\\d+(ns|us|ms|s|m|h|d))+|-?[Pp].+";

    private static final Pattern PARTS = Pattern.compile("(?:\\d{1,18}(?:ns|us|ms|s|m|h|d))+");
    private static final Pattern PART = Pattern.compile("(\\d{1,18})(ns|us|ms|s|m|h|d)");
    private static final List<Unit> UNITS = List.of(new Unit("d", Duration.ofDays(1)), new Unit("h", Duration.ofHours(1)),
            new Unit("m", Duration.ofMinutes(1)), new Unit("s", Duration.ofSeconds(1)), new Unit("ms", Duration.ofMillis(1)),
            new Unit("us", Duration.ofNanos(1_000)), new Unit("ns", Duration.ofNanos(1)));

    private DurationText() {}

    /**
     * Reads either form; each unit comes once at most, the larger one first.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static Duration parse(String text) {
        if (PARTS.matcher(text).matches()) {
            return sum(text);
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException malformed) {
            throw new IllegalArgumentException("", malformed);
        }
    }

    private static Duration sum(String text) {
        Duration sum = Duration.ZERO;
        Matcher part = PART.matcher(text);
        int last = -1;
        while (part.find()) {
            int unit = unit(part.group(2));
            if (unit <= last) {
                throw new IllegalArgumentException("units come once each, the larger one first");
            }
            last = unit;
            try {
                sum = sum.plus(UNITS.get(unit).length.multipliedBy(Long.parseLong(part.group(1))));
            } catch (ArithmeticException beyond) {
                throw new IllegalArgumentException("it is too long", beyond);
            }
        }
        return sum;
    }

    private static int unit(String name) {
        return UNITS.stream().map(Unit::name).toList().indexOf(name);
    }

    /** Writes the short form; the ISO form for a negative duration, which the short one has not. */
    static String print(Duration duration) {
        if (duration.isNegative()) {
            return duration.toString();
        }
        List<String> parts = new ArrayList<>();
        Duration rest = duration;
        for (Unit unit : UNITS) {
            long count = rest.dividedBy(unit.length);
            if (count > 0) {
                parts.add(count + unit.name);
                rest = rest.minus(unit.length.multipliedBy(count));
            }
        }
        return parts.isEmpty() ? "0s" : String.join("", parts);
    }

    /** A number alone most often lacks its unit. */
    static Optional<String> guess(String text) {
        return text.matches("\\d{1,18}") ? Optional.of("add a unit, such as " + text + "s or " + text + "ms") : Optional.empty();
    }

    private record Unit(String name, Duration length) {}
}
