package org.jackfield.spi.peer;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.MalformedException;
import org.jackfield.spi.multiformats.Multibase;

/** The hash of an I2P destination in base 32: 32 bytes, or 35 and more for an encrypted lease set. */
final class Garlic32Value implements ValueCodec {

    private static final int HASH_BYTES = 32;
    private static final int MIN_ENCRYPTED = 35;
    private static final int MAX_ENCRYPTED = 39;

    @Override
    public int size() {
        return VARIABLE;
    }

    @Override
    public void check(Bytes value) {
        int length = value.length();
        if (length != HASH_BYTES && (length < MIN_ENCRYPTED || length > MAX_ENCRYPTED)) {
            throw new MalformedException(
                    "expected " + HASH_BYTES + " or " + MIN_ENCRYPTED + ".." + MAX_ENCRYPTED + " bytes, got " + length);
        }
    }

    @Override
    public Bytes parse(String text) {
        var value = Multibase.BASE32.decodeBare(text);
        check(value);
        return value;
    }

    @Override
    public String print(Bytes value) {
        return Multibase.BASE32.encodeBare(value);
    }
}
