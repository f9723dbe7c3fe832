package org.jackfield.spi.peer;

import org.jackfield.spi.multiformats.Bytes;

/** Of a protocol that is only a name. */
final class NoValue implements ValueCodec {

    @Override
    public int size() {
        return 0;
    }

    @Override
    public Bytes parse(String text) {
        var value = Bytes.ofUtf8(text);
        check(value);
        return value;
    }

    @Override
    public String print(Bytes value) {
        return "";
    }
}
