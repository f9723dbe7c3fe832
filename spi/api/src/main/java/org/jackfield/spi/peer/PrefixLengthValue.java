package org.jackfield.spi.peer;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.MalformedException;

/** How many leading bits of an IP address name a network, 0..128. */
final class PrefixLengthValue implements ValueCodec {

    private static final int MAX_BITS = 128;

    @Override
    public int size() {
        return 1;
    }

    @Override
    public void check(Bytes value) {
        ValueCodec.super.check(value);
        if (value.at(0) > MAX_BITS) {
            throw new MalformedException("expected a prefix of at most " + MAX_BITS + " bits, got " + value.at(0));
        }
    }

    @Override
    public Bytes parse(String text) {
        return Bytes.of(Decimal.parse(text, MAX_BITS));
    }

    @Override
    public String print(Bytes value) {
        return Integer.toString(value.at(0));
    }
}
