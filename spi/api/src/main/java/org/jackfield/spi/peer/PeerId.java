package org.jackfield.spi.peer;

import java.util.Optional;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.Cid;
import org.jackfield.spi.multiformats.Excerpt;
import org.jackfield.spi.multiformats.MalformedException;
import org.jackfield.spi.multiformats.Multibase;
import org.jackfield.spi.multiformats.Multihash;

/**
 * The name of a peer: the multihash of its encoded public key, which is the key itself when that is short enough. Source: libp2p,
 * peer-ids.
 *
 * @param hash identity of at most 42 bytes, or SHA-256 of exactly 32
 */
public record PeerId(Multihash hash) {

    /** An encoded key up to this many bytes is its own name. */
    static final int MAX_INLINE = 42;

    private static final int SHA256_BYTES = 32;

    /** @throws MalformedException if the hash is of another kind or length */
    public PeerId {
        int length = hash.digest().length();
        boolean valid = (hash.code() == Multihash.IDENTITY && length <= MAX_INLINE)
                || (hash.code() == Multihash.SHA2_256 && length == SHA256_BYTES);
        if (!valid) {
            throw new MalformedException("peer id is neither an identity multihash of at most 42 bytes nor SHA-256 of 32: " + hash);
        }
    }

    public static PeerId of(PublicKey key) {
        var encoded = key.encode();
        return new PeerId(encoded.length() <= MAX_INLINE ? Multihash.identity(encoded) : Multihash.sha256(encoded));
    }

    /**
     * Reads base 58 ({@code 12D3Koo...}, {@code Qm...}) or a CIDv1 with the libp2p-key codec in any multibase ({@code k51...},
     * {@code bafz...}).
     *
     * @throws MalformedException if the text is neither
     */
    public static PeerId parse(String text) {
        if (text.startsWith("Qm") || text.startsWith("1")) {
            return decode(Multibase.BASE58BTC.decodeBare(text));
        }
        var cid = Cid.parse(text);
        if (cid.codec() != Cid.LIBP2P_KEY) {
            throw new MalformedException(
                    "peer id is a CID with codec 0x" + Long.toHexString(cid.codec()) + ", not 0x72: " + Excerpt.of(text));
        }
        return new PeerId(cid.hash());
    }

    /**
     * Reads exactly one multihash.
     *
     * @throws MalformedException if the bytes are not a peer id
     */
    public static PeerId decode(Bytes bytes) {
        return new PeerId(Multihash.decode(bytes));
    }

    public Bytes bytes() {
        return hash.bytes();
    }

    /** The key that the id itself holds: always for ED25519 and SECP256K1, never for RSA and ECDSA. */
    public Optional<PublicKey> inlineKey() {
        if (hash.code() != Multihash.IDENTITY) {
            return Optional.empty();
        }
        try {
            var key = PublicKey.decode(hash.digest());
            // a key written in another form would have another id
            return key.encode().equals(hash.digest()) ? Optional.of(key) : Optional.empty();
        } catch (MalformedException _) {
            return Optional.empty();
        }
    }

    /** Version 1 CID with the libp2p-key codec, as IPNS names and gateways write it. */
    public Cid cid() {
        return Cid.v1(Cid.LIBP2P_KEY, hash);
    }

    /** Base 58, without prefix. */
    @Override
    public String toString() {
        return Multibase.BASE58BTC.encodeBare(bytes());
    }
}
