package org.jackfield.crypto;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.peer.KeyType;

/** How keys of one type sign and verify. Thread-safe. */
interface Scheme {

    static Scheme of(KeyType type) {
        return switch (type) {
            case RSA -> RsaScheme.INSTANCE;
            case ED25519 -> Ed25519Scheme.INSTANCE;
            case SECP256K1 -> Secp256k1Scheme.INSTANCE;
            case ECDSA -> EcdsaScheme.INSTANCE;
        };
    }

    /**
     * Whether the key made the signature of the message; false for everything malformed.
     *
     * @param key the data of a {@link org.jackfield.spi.peer.PublicKey}, so already of the right form and size
     */
    boolean verify(Bytes key, Bytes message, Bytes signature);

    /**
     * Reads the data of a private key's protobuf.
     *
     * @throws org.jackfield.spi.multiformats.MalformedException if it is not such a key; the message shows nothing of it
     */
    SecretKey decode(Bytes data);
}
