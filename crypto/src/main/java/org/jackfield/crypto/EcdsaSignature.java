package org.jackfield.crypto;

import java.math.BigInteger;

import org.jackfield.spi.multiformats.ByteReader;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.MalformedException;

/**
 * The two positive numbers of an ECDSA signature and their one DER form. Bouncy Castle's reader throws a ClassCastException for other
 * elements than integers, the JDK's takes numbers that lack their leading zero byte; hence this one.
 */
record EcdsaSignature(BigInteger r, BigInteger s) {

    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;
    private static final int LONG_FORM = 0x80;

    /** @throws MalformedException if this is not DER of two positive integers, or longer than 255 bytes */
    static EcdsaSignature decode(Bytes encoded) {
        var outer = new ByteReader(encoded);
        expect(outer, SEQUENCE);
        int length = outer.u8();
        if (length == (LONG_FORM | 1)) {
            length = outer.u8();
            check(length >= LONG_FORM, "length that is not minimal");
        } else {
            check(length < LONG_FORM, "length of more than a byte");
        }
        var inner = new ByteReader(outer.bytes(length));
        outer.end("a signature");
        var signature = new EcdsaSignature(positive(inner), positive(inner));
        inner.end("a signature");
        return signature;
    }

    private static BigInteger positive(ByteReader reader) {
        expect(reader, INTEGER);
        var content = reader.bytes(reader.u8());
        check(!content.isEmpty() && content.at(0) < 0x80, "number that is not positive");
        check(content.at(0) != 0 || (content.length() > 1 && content.at(1) >= 0x80), "number that is zero or not minimal");
        return new BigInteger(content.toArray());
    }

    private static void expect(ByteReader reader, int tag) {
        check(reader.u8() == tag, "element of another kind");
    }

    private static void check(boolean valid, String otherwise) {
        if (!valid) {
            throw new MalformedException("ECDSA signature has a " + otherwise);
        }
    }

    /** The DER of numbers below 2^256. */
    Bytes encode() {
        var numbers = Bytes.concat(element(INTEGER, Bytes.copyOf(r.toByteArray())), element(INTEGER, Bytes.copyOf(s.toByteArray())));
        return element(SEQUENCE, numbers);
    }

    private static Bytes element(int tag, Bytes content) {
        return Bytes.concat(Bytes.of(tag, content.length()), content);
    }
}
