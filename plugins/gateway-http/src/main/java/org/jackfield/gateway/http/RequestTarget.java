package org.jackfield.gateway.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a request line points at, decoded. Pure. Source: RFC 9112, section 3.2.1, origin form; RFC 3986, sections 2.1 and 3.3.
 *
 * @param path     as sent, without the query
 * @param segments of the path, decoded after they were split, so that an encoded slash divides nothing; none for {@code /}
 * @param query    its fields with their values in order
 */
record RequestTarget(String path, List<String> segments, Map<String, List<String>> query) {
    /** Most fields of a query. */
    static final int MAX_FIELDS = 256;

    private static final int HEX_DIGITS = 2;

    RequestTarget {
        segments = List.copyOf(segments);
        query = Map.copyOf(query);
    }

    /**
     * Reads a target.
     *
     * @throws IllegalArgumentException if it is none; the message may be shown to the client
     */
    static RequestTarget parse(String target) {
        if (!target.startsWith("/")) {
            throw new IllegalArgumentException("the request target begins with a slash");
        }
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        List<String> segments = new ArrayList<>();
        for (String segment : path.equals("/") ? new String[0] : path.substring(1).split("/", -1)) {
            String decoded = decode(segment, false);
            if (decoded.equals(".") || decoded.equals("..")) {
                throw new IllegalArgumentException("the path holds a dot segment");
            }
            segments.add(decoded);
        }
        return new RequestTarget(path, segments, mark < 0 ? Map.of() : fields(target.substring(mark + 1)));
    }

    private static Map<String, List<String>> fields(String query) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        String[] parts = query.split("&", MAX_FIELDS + 1);
        if (parts.length > MAX_FIELDS) {
            throw new IllegalArgumentException("the query has more than " + MAX_FIELDS + " fields");
        }
        for (String part : parts) {
            if (!part.isEmpty()) {
                int equals = part.indexOf('=');
                String name = decode(equals < 0 ? part : part.substring(0, equals), true);
                fields.computeIfAbsent(name, _ -> new ArrayList<>()).add(equals < 0 ? "" : decode(part.substring(equals + 1), true));
            }
        }
        fields.replaceAll((_, values) -> List.copyOf(values));
        return fields;
    }

    private static String decode(String text, boolean form) {
        ByteBuffer bytes = ByteBuffer.allocate(text.length());
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            if (letter <= ' ' || letter >= 0x7F || letter == '#') {
                throw new IllegalArgumentException("the request target holds a character that has to be percent-encoded");
            }
            if (letter == '%') {
                bytes.put(octet(text, at + 1));
                at += HEX_DIGITS;
            } else {
                bytes.put((byte) (form && letter == '+' ? ' ' : letter));
            }
        }
        try {
            String decoded = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT).decode(bytes.flip()).toString();
            if (decoded.indexOf(0) >= 0) {
                throw new IllegalArgumentException("the request target holds a zero");
            }
            return decoded;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the request target is not UTF-8", e);
        }
    }

    private static byte octet(String text, int at) {
        if (at + HEX_DIGITS > text.length() || !HexFormat.isHexDigit(text.charAt(at)) || !HexFormat.isHexDigit(text.charAt(at + 1))) {
            throw new IllegalArgumentException("a percent sign is followed by two hexadecimal digits");
        }
        return (byte) HexFormat.fromHexDigits(text, at, at + HEX_DIGITS);
    }
}
