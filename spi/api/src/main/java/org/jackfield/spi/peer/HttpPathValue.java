package org.jackfield.spi.peer;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.MalformedException;

/** A path of a web server, percent-encoded in text. Not empty. Where it is an HTTP path it has no leading slash, as Go writes it. */
final class HttpPathValue implements ValueCodec {

    @Override
    public int size() {
        return VARIABLE;
    }

    @Override
    public void check(Bytes value) {
        if (value.isEmpty()) {
            throw new MalformedException("expected a path, got nothing");
        }
    }

    @Override
    public Bytes parse(String text) {
        var value = Percent.decode(text);
        check(value);
        return value;
    }

    @Override
    public String print(Bytes value) {
        return Percent.encode(value);
    }
}
