package org.jackfield.spi.peer;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.Excerpt;
import org.jackfield.spi.multiformats.MalformedException;

/** Percent-encoding of one path segment. Source: RFC 3986, sections 2.1 and 3.3. */
final class Percent {

    /** What Go and Rust leave as it is, next to ASCII letters and digits. */
    private static final String PLAIN = "-_.~$&+:=@";

    private Percent() {
    }

    static String encode(Bytes value) {
        var text = new StringBuilder(value.length() + 16);
        for (int i = 0; i < value.length(); i++) {
            int c = value.at(i);
            if (isPlain(c)) {
                text.append((char) c);
            } else {
                text.append('%').append(HexFormat.of().withUpperCase().toHexDigits((byte) c));
            }
        }
        return text.toString();
    }

    private static boolean isPlain(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || PLAIN.indexOf(c) >= 0;
    }

    static Bytes decode(String text) {
        var encoded = Bytes.ofUtf8(text).toArray();
        var value = new ByteArrayOutputStream(encoded.length);
        for (int i = 0; i < encoded.length; i++) {
            if (encoded[i] != '%') {
                value.write(encoded[i]);
            } else if (encoded.length - i > 2 && HexFormat.isHexDigit(encoded[i + 1]) && HexFormat.isHexDigit(encoded[i + 2])) {
                value.write((HexFormat.fromHexDigit(encoded[++i]) << 4) | HexFormat.fromHexDigit(encoded[++i]));
            } else {
                throw new MalformedException("expected two hex digits after each %, got " + Excerpt.of(text));
            }
        }
        return Bytes.copyOf(value.toByteArray());
    }
}
