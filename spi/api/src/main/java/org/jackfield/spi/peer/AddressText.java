package org.jackfield.spi.peer;

import java.util.ArrayList;
import java.util.List;

import org.jackfield.spi.multiformats.Excerpt;
import org.jackfield.spi.multiformats.MalformedException;
import org.jackfield.spi.peer.Multiaddr.Part;

/** Takes the text of an address apart, segment by segment. */
final class AddressText {

    private final String text;
    private int position;

    private AddressText(String text) {
        this.text = text;
    }

    /** @param text begins with a slash; one at the end does not count */
    static List<Part> parts(String text) {
        var reader = new AddressText(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
        var parts = new ArrayList<Part>();
        while (reader.hasRemaining()) {
            var protocol = protocol(reader.segment());
            parts.add(new Part(protocol, protocol.parse(reader.value(protocol))));
        }
        return parts;
    }

    static AddressProtocol protocol(String name) {
        return AddressProtocol.named(name)
                .orElseThrow(() -> new MalformedException("no known address protocol is called " + Excerpt.of(name)));
    }

    private boolean hasRemaining() {
        return position < text.length();
    }

    private String value(AddressProtocol protocol) {
        if (!protocol.hasValue()) {
            return "";
        }
        if (!hasRemaining()) {
            throw new MalformedException("/" + protocol + " lacks its value");
        }
        return protocol == AddressProtocol.UNIX ? rest() : segment();
    }

    /** What stands between the slash at the position and the next one or the end. */
    private String segment() {
        int slash = text.indexOf('/', position + 1);
        int end = slash < 0 ? text.length() : slash;
        var segment = text.substring(position + 1, end);
        position = end;
        return segment;
    }

    private String rest() {
        var rest = text.substring(position);
        position = text.length();
        return rest;
    }
}
