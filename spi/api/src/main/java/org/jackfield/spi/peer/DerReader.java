package org.jackfield.spi.peer;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.MalformedException;

/**
 * Reads the little of DER that public keys are written in, strictly: definite minimal lengths of at most two bytes, each within what
 * remains. Looks at every byte at most once and copies none.
 */
final class DerReader {

    static final int INTEGER = 0x02;
    static final int BIT_STRING = 0x03;
    static final int NULL = 0x05;
    static final int OBJECT_IDENTIFIER = 0x06;
    static final int SEQUENCE = 0x30;

    private static final int LONG_FORM = 0x80;

    private final Bytes source;
    private int position;

    DerReader(Bytes source) {
        this.source = source;
    }

    /** The content of the next element, which must have this tag. */
    Bytes element(int tag) {
        int actual = u8();
        if (actual != tag) {
            throw new MalformedException("DER tag is 0x%02x, not 0x%02x".formatted(actual, tag));
        }
        int length = length();
        if (length > source.length() - position) {
            throw new MalformedException("DER length " + length + " exceeds the " + (source.length() - position) + " bytes left");
        }
        int from = position;
        position += length;
        return source.slice(from, position);
    }

    DerReader sequence() {
        return new DerReader(element(SEQUENCE));
    }

    /** The content of a bit string of whole bytes. */
    Bytes bitString() {
        var content = element(BIT_STRING);
        if (content.isEmpty() || content.at(0) != 0) {
            throw new MalformedException("DER bit string has unused bits");
        }
        return content.slice(1, content.length());
    }

    /** The magnitude of a positive integer, big-endian, without a leading zero byte. */
    Bytes positiveInteger() {
        var content = element(INTEGER);
        if (content.isEmpty() || content.at(0) >= 0x80) {
            throw new MalformedException("DER integer is not positive");
        }
        if (content.at(0) != 0) {
            return content;
        }
        if (content.length() == 1 || content.at(1) < 0x80) {
            throw new MalformedException("DER integer is zero or not minimal");
        }
        return content.slice(1, content.length());
    }

    void end() {
        if (position != source.length()) {
            throw new MalformedException(source.length() - position + " bytes too many in DER");
        }
    }

    private int length() {
        int first = u8();
        if (first < LONG_FORM) {
            return first;
        }
        return switch (first) {
            case LONG_FORM | 1 -> atLeast(LONG_FORM, u8());
            case LONG_FORM | 2 -> atLeast(0x100, (u8() << Byte.SIZE) | u8());
            default -> throw new MalformedException("DER length is indefinite or longer than two bytes: 0x" + Integer.toHexString(first));
        };
    }

    private static int atLeast(int least, int length) {
        if (length < least) {
            throw new MalformedException("DER length is not minimal: " + length);
        }
        return length;
    }

    private int u8() {
        if (position == source.length()) {
            throw new MalformedException("DER is truncated after " + position + " bytes");
        }
        return source.at(position++);
    }
}
