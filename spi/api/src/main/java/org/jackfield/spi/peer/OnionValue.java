package org.jackfield.spi.peer;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.Excerpt;
import org.jackfield.spi.multiformats.MalformedException;
import org.jackfield.spi.multiformats.Multibase;

/** A Tor service: its address of 10 or 35 bytes in base 32, and a port other than 0. */
final class OnionValue implements ValueCodec {

    private final int addressBytes;

    OnionValue(int addressBytes) {
        this.addressBytes = addressBytes;
    }

    @Override
    public int size() {
        return addressBytes + Short.BYTES;
    }

    @Override
    public void check(Bytes value) {
        ValueCodec.super.check(value);
        if (Decimal.u16(value, addressBytes) == 0) {
            throw new MalformedException("an onion service has no port 0");
        }
    }

    @Override
    public Bytes parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new MalformedException("expected an onion address with :port, got " + Excerpt.of(text));
        }
        var address = Multibase.BASE32.decodeBare(text.substring(0, colon));
        var value = Bytes.concat(address, Decimal.u16(Decimal.parse(text.substring(colon + 1), PortValue.MAX_PORT)));
        check(value);
        return value;
    }

    @Override
    public String print(Bytes value) {
        return Multibase.BASE32.encodeBare(value.slice(0, addressBytes)) + ":" + Decimal.u16(value, addressBytes);
    }
}
