package org.jackfield.spi.peer;

import org.jspecify.annotations.Nullable;

import org.jackfield.spi.multiformats.ByteReader;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.MalformedException;

/**
 * Walks over the fields of one protobuf message: {@code while (reader.next()) switch (reader.field()) ...}, where every case reads the
 * field's value or skips it. Refuses groups, and more than {@value #MAX_UNKNOWN} unknown fields; nested messages are just bytes here,
 * so depth costs nothing.
 */
final class ProtoReader {

    private static final int MAX_UNKNOWN = 16;
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED32 = 5;
    private static final int MAX_FIELD = (1 << 29) - 1;

    private final String message;
    private final ByteReader reader;
    private int field;
    private int wireType;
    private int unknown;

    /**
     * @param message names it, for errors
     * @param maxBytes how long it may be
     */
    ProtoReader(String message, Bytes source, int maxBytes) {
        if (source.length() > maxBytes) {
            throw new MalformedException(message + " has " + source.length() + " bytes, at most " + maxBytes);
        }
        this.message = message;
        this.reader = new ByteReader(source);
    }

    /**
     * Moves to the next field.
     *
     * @return false if there is none
     */
    boolean next() {
        if (!reader.hasRemaining()) {
            return false;
        }
        long tag = reader.varint();
        long number = tag >>> 3;
        if (number < 1 || number > MAX_FIELD) {
            throw new MalformedException(message + " has a field number out of range: " + number);
        }
        field = (int) number;
        wireType = (int) (tag & 7);
        return true;
    }

    int field() {
        return field;
    }

    /** The field's value, 64 bits, taken as unsigned. */
    long varint() {
        expect(VARINT);
        return reader.varint64();
    }

    Bytes bytes() {
        expect(LENGTH_DELIMITED);
        return reader.prefixed();
    }

    /** Like {@link #varint()}, for a field that may come only once: its value so far must be null. */
    long varintOnce(@Nullable Object before) {
        checkFirst(before);
        return varint();
    }

    /** Like {@link #bytes()}, for a field that may come only once: its value so far must be null. */
    Bytes bytesOnce(@Nullable Object before) {
        checkFirst(before);
        return bytes();
    }

    private void checkFirst(@Nullable Object before) {
        if (before != null) {
            throw new MalformedException(message + " has field " + field + " twice");
        }
    }

    void skip() {
        if (++unknown > MAX_UNKNOWN) {
            throw new MalformedException(message + " has more than " + MAX_UNKNOWN + " unknown fields");
        }
        switch (wireType) {
            case VARINT -> reader.varint64();
            case FIXED64 -> reader.bytes(Long.BYTES);
            case LENGTH_DELIMITED -> reader.prefixed();
            case FIXED32 -> reader.bytes(Integer.BYTES);
            default -> throw new MalformedException(message + " has a field of wire type " + wireType);
        }
    }

    private void expect(int expected) {
        if (wireType != expected) {
            throw new MalformedException(message + " field " + field + " has wire type " + wireType + ", not " + expected);
        }
    }
}
