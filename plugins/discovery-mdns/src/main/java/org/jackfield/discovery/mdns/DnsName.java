package org.jackfield.discovery.mdns;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.MalformedException;

/**
 * A domain name. Names are compared without regard to the case of ASCII letters (RFC 1035 section 2.3.3), so those are kept small.
 *
 * @param labels from the left, each 1 to 63 bytes shown as Latin-1; the root has none
 */
record DnsName(List<String> labels) {
    /** Longest label, in bytes. */
    static final int MAX_LABEL = 63;
    /** Longest encoded name, in bytes, with the lengths of its labels and the root's. */
    static final int MAX_BYTES = 255;

    /** @throws MalformedException if a label or the whole is too long, or a label is empty */
    DnsName {
        labels = labels.stream().map(DnsName::smallLetters).toList();
        int bytes = 1;
        for (String label : labels) {
            if (label.isEmpty() || label.length() > MAX_LABEL) {
                throw new MalformedException("a label has 1 to " + MAX_LABEL + " bytes, not " + label.length());
            }
            bytes += 1 + label.length();
        }
        if (bytes > MAX_BYTES) {
            throw new MalformedException("a name has at most " + MAX_BYTES + " bytes, not " + bytes);
        }
    }

    /**
     * Reads a name as people write it, {@code _p2p._udp.local}.
     *
     * @throws MalformedException if it is none
     */
    static DnsName parse(String text) {
        return new DnsName(List.of(text.split("\\.", -1)));
    }

    /** Reads one label. */
    static String label(Bytes bytes) {
        return new String(bytes.toArray(), StandardCharsets.ISO_8859_1);
    }

    /** Gives the name of something below this one. */
    DnsName child(String label) {
        List<String> longer = new ArrayList<>(labels.size() + 1);
        longer.add(label);
        longer.addAll(labels);
        return new DnsName(longer);
    }

    /** Whether this name is exactly one label longer than the other, and ends in it. */
    boolean isChildOf(DnsName parent) {
        return labels.size() == parent.labels.size() + 1 && labels.subList(1, labels.size()).equals(parent.labels);
    }

    private static String smallLetters(String label) {
        StringBuilder small = new StringBuilder(label.length());
        label.chars().forEach(c -> small.append((char) (c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c)));
        return small.toString();
    }

    @Override
    public String toString() {
        return String.join(".", labels);
    }
}
