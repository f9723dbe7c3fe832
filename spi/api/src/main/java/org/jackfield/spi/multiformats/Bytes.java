package org.jackfield.spi.multiformats;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/** An immutable string of bytes, compared by content; what a record holds instead of an array. Safe for all threads. */
public final class Bytes implements Comparable<Bytes> {

    public static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

    private static final int SHOWN = 64;

    private final byte[] array;
    private final int offset;
    private final int length;

    private Bytes(byte[] array, int offset, int length) {
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    public static Bytes copyOf(byte[] source) {
        return copyOf(source, 0, source.length);
    }

    /** @throws IndexOutOfBoundsException if the range is not inside the array */
    public static Bytes copyOf(byte[] source, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, source.length);
        return length == 0 ? EMPTY : new Bytes(Arrays.copyOfRange(source, offset, offset + length), 0, length);
    }

    /** Copies what remains in the buffer, leaving its position as it is. */
    public static Bytes copyOf(ByteBuffer source) {
        var copy = new byte[source.remaining()];
        source.get(source.position(), copy);
        return owning(copy);
    }

    /**
     * Each value taken as one byte: {@code of(0x12, 0x20)}.
     *
     * @throws IllegalArgumentException if one is not in 0..255
     */
    public static Bytes of(int... values) {
        var copy = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            if ((values[i] & 0xff) != values[i]) {
                throw new IllegalArgumentException("not a byte, 0..255: " + values[i]);
            }
            copy[i] = (byte) values[i];
        }
        return owning(copy);
    }

    /**
     * @param text pairs of hex digits in either case, nothing else
     * @throws MalformedException if it is not
     */
    public static Bytes ofHex(String text) {
        try {
            return owning(HexFormat.of().parseHex(text));
        } catch (IllegalArgumentException e) {
            throw new MalformedException("expected pairs of hex digits: " + e.getMessage(), e);
        }
    }

    /**
     * The text in UTF-8.
     *
     * @throws MalformedException if it has half a surrogate pair, which UTF-8 cannot hold; nothing is replaced silently
     */
    public static Bytes ofUtf8(String text) {
        try {
            return copyOf(StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text)));
        } catch (CharacterCodingException e) {
            throw new MalformedException("expected Unicode text, got " + Excerpt.of(text), e);
        }
    }

    public static Bytes concat(Bytes... pieces) {
        int total = 0;
        for (var piece : pieces) {
            total = Math.addExact(total, piece.length);
        }
        var joined = new byte[total];
        int at = 0;
        for (var piece : pieces) {
            at = piece.copyInto(joined, at);
        }
        return owning(joined);
    }

    /** Takes the array over without a copy: only for arrays made here that nobody else keeps. */
    static Bytes owning(byte[] array) {
        return array.length == 0 ? EMPTY : new Bytes(array, 0, array.length);
    }

    public int length() {
        return length;
    }

    public boolean isEmpty() {
        return length == 0;
    }

    /**
     * The byte at the index, 0..255.
     *
     * @throws IndexOutOfBoundsException if there is none
     */
    public int at(int index) {
        return array[offset + Objects.checkIndex(index, length)] & 0xff;
    }

    /**
     * The bytes from one index up to, not including, the other, in constant time. The slice shares memory with the whole and keeps
     * it alive: copy with {@code copyOf(slice.toArray())} what shall outlive a large message.
     *
     * @throws IndexOutOfBoundsException if the range is not inside these bytes
     */
    public Bytes slice(int from, int to) {
        Objects.checkFromToIndex(from, to, length);
        return from == to ? EMPTY : new Bytes(array, offset + from, to - from);
    }

    public boolean startsWith(Bytes prefix) {
        return prefix.length <= length
                && Arrays.equals(array, offset, offset + prefix.length, prefix.array, prefix.offset, prefix.offset + prefix.length);
    }

    /** A copy that the caller owns. */
    public byte[] toArray() {
        return Arrays.copyOfRange(array, offset, offset + length);
    }

    /** A view without a copy, big-endian, positioned at the first byte. */
    public ByteBuffer asReadOnlyBuffer() {
        return ByteBuffer.wrap(array, offset, length).slice().asReadOnlyBuffer();
    }

    public void writeTo(OutputStream target) throws IOException {
        target.write(array, offset, length);
    }

    /**
     * Copies all bytes into the array.
     *
     * @return the index after the last one written
     */
    public int copyInto(byte[] target, int at) {
        System.arraycopy(array, offset, target, at, length);
        return at + length;
    }

    /** Lower-case hex of all bytes. */
    public String hex() {
        return HexFormat.of().formatHex(array, offset, offset + length);
    }

    /**
     * These bytes as text.
     *
     * @throws MalformedException if they are not well-formed UTF-8; nothing is replaced silently
     */
    public String utf8() {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(array, offset, length)).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedException("expected UTF-8, got " + this, e);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Bytes that
                && Arrays.equals(array, offset, offset + length, that.array, that.offset, that.offset + that.length);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = offset, end = offset + length; i < end; i++) {
            hash = 31 * hash + array[i];
        }
        return hash;
    }

    /** Orders by the first differing byte, taken unsigned; a prefix comes before what it begins. */
    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(array, offset, offset + length, other.array, other.offset, other.offset + other.length);
    }

    /** Hex of the first 64 bytes; of a longer string it then says how long it is. */
    @Override
    public String toString() {
        return length <= SHOWN ? hex() : slice(0, SHOWN).hex() + "... (" + length + " bytes)";
    }
}
