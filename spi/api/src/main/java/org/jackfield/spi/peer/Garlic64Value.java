package org.jackfield.spi.peer;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.Excerpt;
import org.jackfield.spi.multiformats.MalformedException;
import org.jackfield.spi.multiformats.Multibase;

/** An I2P destination in I2P's base 64, which has - and ~ where the usual one has + and /. */
final class Garlic64Value implements ValueCodec {

    private static final int MIN_BYTES = 386;
    private static final int MAX_BYTES = 462;

    @Override
    public int size() {
        return VARIABLE;
    }

    @Override
    public void check(Bytes value) {
        if (value.length() < MIN_BYTES || value.length() > MAX_BYTES) {
            throw new MalformedException("expected " + MIN_BYTES + ".." + MAX_BYTES + " bytes, got " + value.length());
        }
    }

    @Override
    public Bytes parse(String text) {
        if (text.indexOf('+') >= 0) {
            throw new MalformedException("expected I2P base 64, got " + Excerpt.of(text));
        }
        var value = Multibase.BASE64_PAD.decodeBare(text.replace('-', '+').replace('~', '/'));
        check(value);
        return value;
    }

    @Override
    public String print(Bytes value) {
        return Multibase.BASE64_PAD.encodeBare(value).replace('+', '-').replace('/', '~');
    }
}
