package org.jackfield.discovery.bootstrap;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.MalformedException;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerAddress;

/** Steady peers as lines of text, one each: when it was last connected, for how many seconds at the longest, and its addresses. Pure. */
final class VeteranText {
    /** Most addresses of one peer. */
    static final int MAX_ADDRESSES = 8;

    private VeteranText() {}

    static Bytes encode(List<Veteran> veterans) {
        StringBuilder text = new StringBuilder();
        for (Veteran veteran : veterans) {
            text.append(veteran.seen().getEpochSecond()).append(' ').append(veteran.connected().toSeconds());
            veteran.address().fullAddresses().stream().limit(MAX_ADDRESSES).forEach(address -> text.append(' ').append(address));
            text.append('\n');
        }
        return Bytes.ofUtf8(text.toString());
    }

    /** @throws MalformedException if it is not what {@link #encode} made */
    static List<Veteran> decode(Bytes text) {
        return text.utf8().lines().map(VeteranText::veteran).toList();
    }

    private static Veteran veteran(String line) {
        String[] words = line.split(" ", -1);
        if (words.length < 3 || words.length > 2 + MAX_ADDRESSES) {
            throw new MalformedException("expected a time, a duration and 1 to " + MAX_ADDRESSES + " addresses in a line");
        }
        try {
            List<Multiaddr> addresses = Stream.of(words).skip(2).map(Multiaddr::parse).toList();
            PeerAddress first = PeerAddress.of(addresses.getFirst());
            return new Veteran(new PeerAddress(first.peer(), addresses), Duration.ofSeconds(Long.parseLong(words[1])),
                    Instant.ofEpochSecond(
                            Long.parseLong(words[0])));
        } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
            throw new MalformedException("a line cannot be read: " + e.getMessage(), e);
        }
    }
}
