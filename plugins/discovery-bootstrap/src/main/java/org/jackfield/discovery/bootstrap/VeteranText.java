package org.jackfield.discovery.bootstrap;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

import org.jackfield.spi.multiformats.MalformedException;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerAddress;

/**
 * Steady peers as lines of text: what it is, a peer per line, and a checksum of all before, so that a file that is cut off or edited by a
 * slip is not taken for a whole one. Pure.
 */
final class VeteranText {
    /** Longest text, in bytes; the most peers with the most addresses take less. */
    static final int MAX_BYTES = 4 * 1024 * 1024;
    /** Most addresses of one peer. */
    static final int MAX_ADDRESSES = 8;
    private static final String TITLE = "jackfield bootstrap peers 1";
    private static final String CHECKSUM = "crc32c ";

    private VeteranText() {}

    static String encode(List<Veteran> veterans) {
        StringBuilder text = new StringBuilder(TITLE).append('\n');
        for (Veteran veteran : veterans) {
            text.append(veteran.seen().getEpochSecond()).append(' ').append(veteran.connected().toSeconds());
            veteran.address().fullAddresses().stream().limit(MAX_ADDRESSES).forEach(address -> text.append(' ').append(address));
            text.append('\n');
        }
        return text + CHECKSUM + checksum(text.toString()) + '\n';
    }

    /** @throws MalformedException if it is not what {@link #encode} made */
    static List<Veteran> decode(String text) {
        int end = text.lastIndexOf(CHECKSUM);
        if (end < 0 || !text.substring(end).equals(CHECKSUM + checksum(text.substring(0, end)) + "\n")) {
            throw new MalformedException("the checksum at its end is wrong or missing");
        }
        List<String> lines = text.substring(0, end).lines().toList();
        if (lines.isEmpty() || !lines.getFirst().equals(TITLE)) {
            throw new MalformedException("expected \"" + TITLE + "\" in its first line");
        }
        List<Veteran> veterans = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            veterans.add(veteran(line));
        }
        return veterans;
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

    private static String checksum(String text) {
        CRC32C checksum = new CRC32C();
        checksum.update(text.getBytes(StandardCharsets.UTF_8));
        return "%08x".formatted(checksum.getValue());
    }
}
