package org.jackfield.spi.peer;

import org.jackfield.spi.multiformats.Bytes;

/** An IPv6 address, without a zone. */
final class Ip6Value implements ValueCodec {

    @Override
    public int size() {
        return IpText.IP6_BYTES;
    }

    @Override
    public Bytes parse(String text) {
        return IpText.parse6(text);
    }

    @Override
    public String print(Bytes value) {
        return IpText.print6(value);
    }
}
