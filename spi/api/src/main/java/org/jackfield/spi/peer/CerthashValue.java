package org.jackfield.spi.peer;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.Multibase;
import org.jackfield.spi.multiformats.Multihash;

/** The multihash of a certificate: base64url when written, any multibase when read. */
final class CerthashValue implements ValueCodec {

    @Override
    public int size() {
        return VARIABLE;
    }

    @Override
    public void check(Bytes value) {
        Multihash.decode(value);
    }

    @Override
    public Bytes parse(String text) {
        var value = Multibase.decode(text);
        check(value);
        return value;
    }

    @Override
    public String print(Bytes value) {
        return Multibase.BASE64URL.encode(value);
    }
}
