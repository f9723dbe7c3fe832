package org.jackfield.spi.multiformats;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A digest that says how it was made: varint code, varint length, digest. Any code is accepted, and a digest shorter than its function
 * makes (a truncated one) too. Source: multiformats, multihash.
 *
 * @param code the hash function's number in the multicodec table, 0..2^63-1
 * @param digest at most {@value #MAX_DIGEST} bytes
 */
public record Multihash(long code, Bytes digest) {

    public static final long IDENTITY = 0x00;
    public static final long SHA1 = 0x11;
    public static final long SHA2_256 = 0x12;
    public static final long SHA2_512 = 0x13;
    public static final long SHA3_256 = 0x16;
    public static final long SHAKE_128 = 0x18;
    public static final long BLAKE3 = 0x1e;
    public static final long BLAKE2B_256 = 0xb220;

    /** Longest digest in bytes; the limit of go-multihash. */
    public static final int MAX_DIGEST = 127;

    /** @throws MalformedException if the code is negative or the digest too long */
    public Multihash {
        if (code < 0) {
            throw new MalformedException("multihash code is negative: " + code);
        }
        if (digest.length() > MAX_DIGEST) {
            throw new MalformedException("multihash digest has " + digest.length() + " bytes, at most " + MAX_DIGEST);
        }
    }

    /** The SHA-256 digest of the bytes. */
    public static Multihash sha256(Bytes content) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(content.asReadOnlyBuffer());
            return new Multihash(SHA2_256, Bytes.owning(sha256.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * The bytes themselves in place of a digest.
     *
     * @throws MalformedException if longer than {@value #MAX_DIGEST} bytes
     */
    public static Multihash identity(Bytes content) {
        return new Multihash(IDENTITY, content);
    }

    /**
     * Reads exactly one multihash.
     *
     * @throws MalformedException if the bytes are not one
     */
    public static Multihash decode(Bytes bytes) {
        var reader = new ByteReader(bytes);
        var hash = read(reader);
        reader.end("a multihash");
        return hash;
    }

    /**
     * Reads one multihash and leaves what follows.
     *
     * @throws MalformedException if there is none
     */
    public static Multihash read(ByteReader reader) {
        return new Multihash(reader.varint(), reader.prefixed());
    }

    public Bytes bytes() {
        return Bytes.concat(Varint.encode(code), Varint.encode(digest.length()), digest);
    }
}
