package org.jackfield.transport.ws;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.Optional;

import org.jackfield.spi.multiformats.Bytes;

/** Between the path of an address, any bytes, and the path of an HTTP request, of few characters. Source: RFC 3986, section 3.3. Pure. */
final class RequestPath {
    /** What stands for itself besides letters and digits; a slash is one of the path, not a byte in a segment. */
    private static final String PLAIN = "-._~!$&'()*+,;=:@/";

    private RequestPath() {}

    /** Writes a path as the target of a request. */
    static String target(Bytes path) {
        StringBuilder text = new StringBuilder("/");
        for (int at = 0; at < path.length(); at++) {
            int each = path.at(at);
            if (isPlain(each)) {
                text.append((char) each);
            } else {
                text.append('%').append(HexFormat.of().withUpperCase().toHexDigits((byte) each));
            }
        }
        return text.toString();
    }

    /** Reads the path of a target that begins with a slash, without it and without the query; empty if it is no such target. */
    static Optional<Bytes> of(String target) {
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        if (!path.startsWith("/")) {
            return Optional.empty();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(path.length());
        for (int at = 1; at < path.length(); at++) {
            char each = path.charAt(at);
            if (each == '%' && isEscape(path, at)) {
                bytes.write(HexFormat.fromHexDigits(path, at + 1, at + 3));
                at += 2;
            } else if (each != '%' && each < 0x100) {
                bytes.write(each);
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(Bytes.copyOf(bytes.toByteArray()));
    }

    private static boolean isEscape(String path, int at) {
        return at + 2 < path.length() && HexFormat.isHexDigit(path.charAt(at + 1)) && HexFormat.isHexDigit(path.charAt(at + 2));
    }

    private static boolean isPlain(int each) {
        return each >= 'a' && each <= 'z' || each >= 'A' && each <= 'Z' || each >= '0' && each <= '9' || PLAIN.indexOf(each) >= 0;
    }
}
