package org.jackfield.spi.peer;

import org.jackfield.spi.multiformats.Bytes;

/** A port, 0..65535. */
final class PortValue implements ValueCodec {

    static final int MAX_PORT = 0xffff;

    @Override
    public int size() {
        return Short.BYTES;
    }

    @Override
    public Bytes parse(String text) {
        return Decimal.u16(Decimal.parse(text, MAX_PORT));
    }

    @Override
    public String print(Bytes value) {
        return Integer.toString(Decimal.u16(value, 0));
    }
}
