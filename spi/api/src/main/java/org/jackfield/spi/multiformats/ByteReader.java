package org.jackfield.spi.multiformats;

/**
 * Reads a byte string from front to back and never beyond its end. Allocates nothing that grows with a length read; what it returns
 * are slices. Every method throws {@link MalformedException} if the bytes do not hold what is asked for. Not thread-safe.
 */
public final class ByteReader {

    private final Bytes source;
    private int position;

    public ByteReader(Bytes source) {
        this.source = source;
    }

    /** Bytes read so far. */
    public int position() {
        return position;
    }

    /** Bytes not read yet. */
    public int remaining() {
        return source.length() - position;
    }

    public boolean hasRemaining() {
        return remaining() > 0;
    }

    /** The next byte, 0..255. */
    public int u8() {
        if (!hasRemaining()) {
            throw new MalformedException("truncated after " + position + " bytes");
        }
        return source.at(position++);
    }

    /** A minimal varint of at most 9 bytes, 0..2^63-1. */
    public long varint() {
        return varint(Varint.MAX_BYTES);
    }

    /** A minimal varint of at most 10 bytes and 64 bits, as protobuf's uint64 needs; from 2^63 on the result is negative. */
    public long varint64() {
        return varint(Varint.MAX_BYTES_64);
    }

    private long varint(int maxBytes) {
        long value = 0;
        for (int i = 0; i < maxBytes; i++) {
            int next = u8();
            value |= (next & 0x7fL) << (7 * i);
            if (next < 0x80) {
                checkLast(next, i);
                return value;
            }
        }
        throw new MalformedException("varint is longer than " + maxBytes + " bytes");
    }

    private static void checkLast(int last, int index) {
        if (last == 0 && index > 0) {
            throw new MalformedException("varint is not minimal: it ends in a zero byte");
        }
        if (index == Varint.MAX_BYTES_64 - 1 && last > 1) {
            throw new MalformedException("varint is larger than 64 bits");
        }
    }

    /**
     * The next bytes.
     *
     * @param count not negative
     */
    public Bytes bytes(long count) {
        if (count < 0 || count > remaining()) {
            throw new MalformedException("expected " + count + " bytes, got " + remaining());
        }
        int from = position;
        position += (int) count;
        return source.slice(from, position);
    }

    /** A varint and that many bytes. */
    public Bytes prefixed() {
        return bytes(varint());
    }

    /** All that is left, possibly nothing. */
    public Bytes rest() {
        return bytes(remaining());
    }

    /**
     * Insists that nothing is left.
     *
     * @param what names what was read, for the message
     */
    public void end(String what) {
        if (hasRemaining()) {
            throw new MalformedException(remaining() + " bytes too many after " + what);
        }
    }
}
