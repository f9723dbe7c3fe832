package org.jackfield.spi.snapshot;

import java.util.zip.CRC32C;

import org.jackfield.spi.multiformats.ByteReader;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.Excerpt;
import org.jackfield.spi.multiformats.MalformedException;
import org.jackfield.spi.multiformats.Varint;

/**
 * What stands around the content of a snapshot file: a line of text that names what it is, the version of the format as a varint, and a
 * CRC-32C over all of it at the end. It finds damage, not forgery: the data directory is its owner's alone. Pure.
 *
 * @param name    what the content is, in ASCII without a line break
 * @param version of its format, at least 1; a file of a later one is refused, one of an earlier one is read
 */
public record SnapshotFrame(String name, int version) {
    private static final int CHECKSUM = 4;

    /** @throws IllegalArgumentException if these are not the parts of a frame */
    public SnapshotFrame {
        if (name.isEmpty() || !name.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new IllegalArgumentException("the name of a snapshot is a line of ASCII: " + Excerpt.of(name));
        }
        if (version < 1) {
            throw new IllegalArgumentException("the version of a snapshot is at least 1: " + version);
        }
    }

    /** Puts the frame around a content. */
    public Bytes wrap(Bytes content) {
        Bytes body = Bytes.concat(head(), Varint.encode(version), content);
        return Bytes.concat(body, checksum(body));
    }

    /**
     * Takes the frame off.
     *
     * @throws MalformedException if the file is damaged, is something else, or has a newer format
     */
    public Bytes unwrap(Bytes file) {
        if (!file.startsWith(head())) {
            throw new MalformedException("it does not begin with \"" + name + "\"");
        }
        int end = file.length() - CHECKSUM;
        if (end < head().length() || !file.slice(end, file.length()).equals(checksum(file.slice(0, end)))) {
            throw new MalformedException("its checksum does not match its content");
        }
        ByteReader reader = new ByteReader(file.slice(head().length(), end));
        long found = reader.varint();
        if (found > version) {
            throw new MalformedException("it has format " + found + " of a newer release; this one reads up to " + version);
        }
        if (found < 1) {
            throw new MalformedException("it has format " + found);
        }
        return reader.rest();
    }

    private Bytes head() {
        return Bytes.ofUtf8(name + "\n");
    }

    private static Bytes checksum(Bytes body) {
        CRC32C crc = new CRC32C();
        crc.update(body.asReadOnlyBuffer());
        long value = crc.getValue();
        return Bytes.of((int) (value >>> 24), (int) (value >>> 16) & 0xff, (int) (value >>> 8) & 0xff, (int) value & 0xff);
    }
}
