package org.jackfield.spi.peer;

import org.jackfield.spi.multiformats.Bytes;

/** A peer id: base 58 when written, any form when read. */
final class PeerValue implements ValueCodec {

    @Override
    public int size() {
        return VARIABLE;
    }

    @Override
    public void check(Bytes value) {
        PeerId.decode(value);
    }

    @Override
    public Bytes parse(String text) {
        return PeerId.parse(text).bytes();
    }

    @Override
    public String print(Bytes value) {
        return PeerId.decode(value).toString();
    }
}
