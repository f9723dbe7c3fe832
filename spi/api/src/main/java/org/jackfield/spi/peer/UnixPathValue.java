package org.jackfield.spi.peer;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.MalformedException;

/**
 * The absolute path of a Unix-domain socket. Its text is the rest of the address, slashes and all ({@code /unix/run/x.sock}, Go's
 * form); read is also one percent-encoded segment ({@code /unix/%2Frun%2Fx.sock}, the form of Rust and JavaScript). The latter is
 * written only for the odd path that the former cannot hold.
 */
final class UnixPathValue implements ValueCodec {

    private static final String ENCODED_SLASH = "%2F";

    @Override
    public int size() {
        return VARIABLE;
    }

    @Override
    public void check(Bytes value) {
        var path = value.utf8();
        if (path.length() < 2 || path.charAt(0) != '/' || !NameValue.isVisible(path)) {
            throw new MalformedException("expected an absolute path without control characters, got " + value);
        }
    }

    /** @param text with the slash that separates it from the protocol's name, which is at once the path's first */
    @Override
    public Bytes parse(String text) {
        var value = isEncoded(text) ? parseEncoded(text.substring(1)) : Bytes.ofUtf8(text);
        check(value);
        return value;
    }

    private static Bytes parseEncoded(String segment) {
        if (segment.indexOf('/') >= 0) {
            throw new MalformedException("nothing may follow the path of a socket");
        }
        return Percent.decode(segment);
    }

    @Override
    public String print(Bytes value) {
        var path = value.utf8();
        return isEncoded(path) || path.endsWith("/") ? "/" + Percent.encode(value) : path;
    }

    private static boolean isEncoded(String text) {
        return text.regionMatches(true, 1, ENCODED_SLASH, 0, ENCODED_SLASH.length());
    }
}
