package org.jackfield.dist.text;

import java.time.Duration;
import java.util.Locale;

/** Words amounts for people. */
public final class Units {
    private static final String[] SIZES = {"B", "KiB", "MiB", "GiB", "TiB"};

    private Units() {}

    /** Gives a time such as {@code 1.2 ms}, {@code 340 ms}, {@code 12.0 s}. */
    public static String precise(Duration time) {
        double millis = time.toNanos() / 1e6;
        if (millis < 100) {
            return String.format(Locale.ROOT, "%.2f ms", millis);
        }
        return millis < 10_000 ? String.format(Locale.ROOT, "%.0f ms", millis) : String.format(Locale.ROOT, "%.1f s", millis / 1000);
    }

    /** Gives an age such as {@code 5s}, {@code 3m12s}, {@code 2h05m}, {@code 4d03h}. */
    public static String age(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3600) {
            return String.format(Locale.ROOT, "%dm%02ds", seconds / 60, seconds % 60);
        }
        return seconds < 86_400
                ? String.format(Locale.ROOT, "%dh%02dm", seconds / 3600, seconds / 60 % 60)
                : String.format(Locale.ROOT, "%dd%02dh", seconds / 86_400, seconds / 3600 % 24);
    }

    /** Gives a size such as {@code 64.0 MiB}. */
    public static String size(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < SIZES.length - 1) {
            value /= 1024;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, SIZES[unit]);
    }
}
