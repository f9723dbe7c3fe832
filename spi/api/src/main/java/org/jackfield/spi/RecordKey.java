package org.jackfield.spi;

import org.jackfield.spi.multiformats.Bytes;

/**
 * Names a record: {@code /namespace/path}.
 *
 * @param namespace selects the {@link RecordValidator}; lower case letters, digits and dashes
 * @param path      what follows, often a multihash
 */
public record RecordKey(String namespace, Bytes path) {
    /** Longest path accepted, in bytes. */
    public static final int MAX_PATH = 512;

    public RecordKey {
        if (!namespace.matches("[a-z0-9-]{1,64}")) {
            throw new IllegalArgumentException("a record namespace is 1 to 64 of a-z, 0-9 and '-': " + namespace);
        }
        if (path.length() > MAX_PATH) {
            throw new IllegalArgumentException("a record path is at most " + MAX_PATH + " bytes: " + path.length());
        }
    }

    /** Gives the key as it travels: ASCII {@code /namespace/}, then the path. */
    public Bytes bytes() {
        return Bytes.concat(Bytes.ofUtf8("/" + namespace + "/"), path);
    }
}
