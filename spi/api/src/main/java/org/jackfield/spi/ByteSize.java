package org.jackfield.spi;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of bytes, as an option holds it; written {@code 512B}, {@code 256KiB}, {@code 16MiB} or {@code 1GiB}.
 *
 * @param bytes not negative
 */
public record ByteSize(long bytes) implements Comparable<ByteSize> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,18}) ?(B|KiB|MiB|GiB|TiB)?");
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};
    private static final int STEP = 10;

    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size is not negative: " + bytes);
        }
    }

    /** Gives a size in units of 1024 bytes. */
    public static ByteSize kibi(long count) {
        return of(count, 1);
    }

    /** Gives a size in units of 1024² bytes. */
    public static ByteSize mebi(long count) {
        return of(count, 2);
    }

    /**
     * Reads a size: digits and one of the units B, KiB, MiB, GiB, TiB; no unit means bytes.
     *
     * @throws IllegalArgumentException if the text is something else or the size exceeds 2⁶³−1 bytes
     */
    public static ByteSize parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            String shown = text.length() > 40 ? text.substring(0, 40) + "…" : text;
            throw new IllegalArgumentException("a size is a number and B, KiB, MiB, GiB or TiB, such as 256KiB: " + shown);
        }
        long count = Long.parseLong(matcher.group(1));
        int unit = 0;
        while (matcher.group(2) != null && !UNITS[unit].equals(matcher.group(2))) {
            unit++;
        }
        return of(count, unit);
    }

    private static ByteSize of(long count, int unit) {
        if (count < 0 || count > Long.MAX_VALUE >> (STEP * unit)) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, "a size is 0 to 2^63-1 bytes: %d %s", count, UNITS[unit]));
        }
        return new ByteSize(count << (STEP * unit));
    }

    @Override
    public int compareTo(ByteSize other) {
        return Long.compare(bytes, other.bytes);
    }

    /** Gives the form {@link #parse} reads, in the largest unit that divides the size. */
    @Override
    public String toString() {
        int unit = 0;
        long count = bytes;
        while (count != 0 && unit < UNITS.length - 1 && count % 1024 == 0) {
            count /= 1024;
            unit++;
        }
        return count + UNITS[unit];
    }
}
