package org.jackfield.spi.peer;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.Excerpt;
import org.jackfield.spi.multiformats.MalformedException;

/** Decimal numbers without sign or leading zeros. */
final class Decimal {

    private static final int MAX_DIGITS = 20;

    private Decimal() {
    }

    /** A number from 0 to max. */
    static int parse(String text, int max) {
        long value = text.length() < MAX_DIGITS / 2 ? parseUnsigned(text) : Long.MAX_VALUE;
        if (value > max) {
            throw new MalformedException("expected a number from 0 to " + max + ", got " + Excerpt.of(text));
        }
        return (int) value;
    }

    /** A number of 64 bits, taken as unsigned. */
    static long parseUnsigned(String text) {
        boolean digitsOnly = text.chars().allMatch(c -> c >= '0' && c <= '9');
        boolean leadingZero = text.length() > 1 && text.charAt(0) == '0';
        if (text.isEmpty() || text.length() > MAX_DIGITS || !digitsOnly || leadingZero) {
            throw new MalformedException("expected a decimal number, got " + Excerpt.of(text));
        }
        try {
            return Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            throw new MalformedException("expected a number below 2^64, got " + text, e);
        }
    }

    /** Two bytes, big-endian. */
    static Bytes u16(int value) {
        return Bytes.of(value >>> Byte.SIZE, value & 0xff);
    }

    static int u16(Bytes value, int at) {
        return (value.at(at) << Byte.SIZE) | value.at(at + 1);
    }
}
