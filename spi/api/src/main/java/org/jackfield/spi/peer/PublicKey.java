package org.jackfield.spi.peer;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.MalformedException;

/**
 * A peer's public key, well formed and of an accepted size; whether it is a point of its curve shows when a signature is verified.
 * Source: libp2p, peer-ids.
 *
 * @param type of the key
 * @param data ED25519: 32 bytes. SECP256K1: the compressed point of 33 bytes; an uncompressed one of 65 is compressed here, so both
 *     name one peer. RSA (2048..8192 bits) and ECDSA (P-256, P-384, P-521): SubjectPublicKeyInfo in DER.
 */
public record PublicKey(KeyType type, Bytes data) {

    /** Longest encoding read, in bytes. */
    public static final int MAX_ENCODED = 2048;

    private static final int TYPE = 1;
    private static final int DATA = 2;

    /** @throws MalformedException if the data cannot be a key of this type */
    public PublicKey {
        data = KeyFormat.canonical(type, data);
    }

    /**
     * Reads the protobuf. Fields may come in any order and a few unknown ones are ignored, as other implementations do; {@link #encode}
     * writes the canonical form, so such a key has the same peer id everywhere.
     *
     * @throws MalformedException if it is not a key
     */
    public static PublicKey decode(Bytes encoded) {
        KeyType type = null;
        Bytes data = null;
        var reader = new ProtoReader("public key", encoded, MAX_ENCODED);
        while (reader.next()) {
            switch (reader.field()) {
                case TYPE -> type = KeyType.of(reader.varintOnce(type));
                case DATA -> data = reader.bytesOnce(data);
                default -> reader.skip();
            }
        }
        if (type == null || data == null) {
            throw new MalformedException("public key lacks its " + (type == null ? "type" : "data"));
        }
        return new PublicKey(type, data);
    }

    /** The canonical protobuf: type, which is written even when it is 0, then data. */
    public Bytes encode() {
        return new ProtoWriter().varint(TYPE, type.code()).bytes(DATA, data).message();
    }
}
