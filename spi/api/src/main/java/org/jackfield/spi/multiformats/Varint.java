package org.jackfield.spi.multiformats;

import java.io.ByteArrayOutputStream;

/**
 * Unsigned LEB128 integers as the multiformats write them: 7 bits a byte, least significant first, at most 9 bytes (63 bits), no
 * superfluous zero bytes. Reading is {@link ByteReader#varint()}. Source: multiformats, unsigned-varint.
 */
public final class Varint {

    /** Longest encoding of a value below 2^63. */
    public static final int MAX_BYTES = 9;

    /** Longest encoding of a protobuf uint64, read by {@link ByteReader#varint64()}. */
    static final int MAX_BYTES_64 = 10;

    private Varint() {
    }

    /** Bytes the value takes, 1..10; the value is taken as unsigned, so only a negative one needs the tenth. */
    public static int size(long value) {
        return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 6) / 7);
    }

    /**
     * Writes the value, taken as unsigned, at the index.
     *
     * @return the index after the last byte written
     * @throws IndexOutOfBoundsException if it does not fit
     */
    public static int put(long value, byte[] target, int at) {
        int next = at;
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            target[next++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        target[next++] = (byte) rest;
        return next;
    }

    /** Appends the value, taken as unsigned. */
    public static void put(long value, ByteArrayOutputStream target) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            target.write((int) (rest | 0x80));
            rest >>>= 7;
        }
        target.write((int) rest);
    }

    /** The encoding of the value, taken as unsigned. */
    public static Bytes encode(long value) {
        var target = new byte[size(value)];
        put(value, target, 0);
        return Bytes.owning(target);
    }
}
