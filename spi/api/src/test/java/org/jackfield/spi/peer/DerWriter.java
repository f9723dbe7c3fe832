package org.jackfield.spi.peer;

import java.util.Arrays;

import org.jackfield.spi.multiformats.Bytes;

/** Makes DER, and with {@link #raw} what only looks like it. */
final class DerWriter {

    private static final Bytes RSA_ALGORITHM = Bytes.ofHex("300d06092a864886f70d0101010500");

    private DerWriter() {
    }

    static Bytes element(int tag, Bytes... contents) {
        var content = Bytes.concat(contents);
        int length = content.length();
        if (length < 0x80) {
            return raw(tag, Bytes.of(length), content);
        }
        if (length < 0x100) {
            return raw(tag, Bytes.of(0x81, length), content);
        }
        return raw(tag, Bytes.of(0x82, length >> 8, length & 0xff), content);
    }

    static Bytes raw(int tag, Bytes length, Bytes content) {
        return Bytes.concat(Bytes.of(tag), length, content);
    }

    /** SubjectPublicKeyInfo of an RSA key, given its two numbers in the form of DER integers' content. */
    static Bytes rsa(Bytes modulus, Bytes exponent) {
        return info(RSA_ALGORITHM, element(DerReader.SEQUENCE, element(DerReader.INTEGER, modulus), element(DerReader.INTEGER, exponent)));
    }

    static Bytes info(Bytes algorithm, Bytes key) {
        return element(DerReader.SEQUENCE, algorithm, element(DerReader.BIT_STRING, Bytes.of(0), key));
    }

    /** An odd number of this many bits as content of an integer: all ones. */
    static Bytes odd(int bits) {
        var magnitude = new byte[bits / 8 + 1];
        Arrays.fill(magnitude, (byte) 0xff);
        magnitude[0] = (byte) ((1 << bits % 8) - 1);
        return Bytes.copyOf(magnitude);
    }
}
