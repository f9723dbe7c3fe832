package org.jackfield.spi.peer;

import org.jackfield.spi.multiformats.Bytes;

/** An IPv4 address. */
final class Ip4Value implements ValueCodec {

    @Override
    public int size() {
        return IpText.IP4_BYTES;
    }

    @Override
    public Bytes parse(String text) {
        return IpText.parse4(text);
    }

    @Override
    public String print(Bytes value) {
        return IpText.print4(value);
    }
}
