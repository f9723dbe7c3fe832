package org.jackfield.spi.multiformats;

/**
 * A content identifier: what a block is called. Version 0 is a bare SHA-256 multihash of a dag-pb block, version 1 names its codec.
 * Source: multiformats, cid.
 *
 * @param version 0 or 1
 * @param codec the content's number in the multicodec table, 0..2^63-1
 * @param hash of the content
 */
public record Cid(int version, long codec, Multihash hash) {

    public static final long RAW = 0x55;
    public static final long DAG_PB = 0x70;
    public static final long DAG_CBOR = 0x71;
    public static final long LIBP2P_KEY = 0x72;
    public static final long JSON = 0x0200;

    /** Longest text read, in characters: no CID has more than 295, in base 16. */
    public static final int MAX_TEXT = 512;

    private static final int V0_DIGEST = 32;
    private static final int V0_TEXT = 46;
    private static final Bytes V0_START = Bytes.of(0x12, 0x20);

    /** @throws MalformedException if the parts do not make a CID of that version */
    public Cid {
        switch (version) {
            case 0 -> checkV0(codec, hash);
            case 1 -> {
                if (codec < 0) {
                    throw new MalformedException("CID codec is negative: " + codec);
                }
            }
            default -> throw new MalformedException("CID version is neither 0 nor 1: " + version);
        }
    }

    private static void checkV0(long codec, Multihash hash) {
        if (codec != DAG_PB || hash.code() != Multihash.SHA2_256 || hash.digest().length() != V0_DIGEST) {
            throw new MalformedException("CIDv0 is dag-pb with 32 bytes of SHA-256, not codec 0x" + Long.toHexString(codec)
                    + " with " + hash);
        }
    }

    /** Version 1 of a CID. */
    public static Cid v1(long codec, Multihash hash) {
        return new Cid(1, codec, hash);
    }

    /**
     * Reads the 46 characters {@code Qm...} of version 0 or version 1 in any multibase.
     *
     * @throws MalformedException otherwise
     */
    public static Cid parse(String text) {
        if (text.length() == V0_TEXT && text.startsWith("Qm")) {
            return new Cid(0, DAG_PB, Multihash.decode(Multibase.BASE58BTC.decodeBare(text)));
        }
        if (text.length() > MAX_TEXT) {
            throw new MalformedException("CID text has " + text.length() + " characters, at most " + MAX_TEXT);
        }
        var bytes = Multibase.decode(text);
        if (bytes.startsWith(V0_START)) {
            throw new MalformedException("CIDv0 carries no multibase prefix: " + Excerpt.of(text));
        }
        return decode(bytes);
    }

    /**
     * Reads exactly one CID.
     *
     * @throws MalformedException if the bytes are not one
     */
    public static Cid decode(Bytes bytes) {
        var reader = new ByteReader(bytes);
        var cid = read(reader, bytes.startsWith(V0_START));
        reader.end("a CID");
        return cid;
    }

    private static Cid read(ByteReader reader, boolean v0) {
        if (v0) {
            return new Cid(0, DAG_PB, Multihash.read(reader));
        }
        long version = reader.varint();
        if (version != 1) {
            throw new MalformedException("CID version in binary is not 1: " + version);
        }
        return v1(reader.varint(), Multihash.read(reader));
    }

    public Bytes bytes() {
        return version == 0 ? hash.bytes() : Bytes.concat(Bytes.of(1), Varint.encode(codec), hash.bytes());
    }

    /** Base 58 for version 0, base 32 for version 1. */
    @Override
    public String toString() {
        return version == 0 ? Multibase.BASE58BTC.encodeBare(hash.bytes()) : toString(Multibase.BASE32);
    }

    /**
     * The text of a version 1 in the given base.
     *
     * @throws IllegalStateException for version 0, which has only one text
     */
    public String toString(Multibase base) {
        if (version == 0) {
            throw new IllegalStateException("CIDv0 has no multibase form: " + this);
        }
        return base.encode(bytes());
    }
}
