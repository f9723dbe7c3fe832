package org.jackfield.crypto;

import java.security.SecureRandom;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.peer.Identity;
import org.jackfield.spi.peer.KeyType;
import org.jackfield.spi.peer.PeerId;
import org.jackfield.spi.peer.PublicKey;

/** An identity whose private key is in this process's memory. Compared by reference, prints only the peer id. */
public final class SoftwareIdentity implements Identity {

    private final SecretKey key;
    private final PeerId id;

    private SoftwareIdentity(SecretKey key) {
        this.key = key;
        this.id = PeerId.of(key.publicKey());
    }

    /**
     * Makes a new key.
     *
     * @param type ED25519, which every peer understands, or SECP256K1
     * @throws IllegalArgumentException for RSA and ECDSA, which are read but not made anew
     */
    public static SoftwareIdentity generate(KeyType type, SecureRandom random) {
        return new SoftwareIdentity(switch (type) {
            case ED25519 -> Ed25519Scheme.INSTANCE.generate(random);
            case SECP256K1 -> Secp256k1Scheme.INSTANCE.generate(random);
            case RSA, ECDSA -> throw new IllegalArgumentException("new keys are ED25519 or SECP256K1, not " + type);
        });
    }

    /**
     * Reads a private key as libp2p implementations store it: the protobuf of type and data.
     *
     * @throws org.jackfield.spi.multiformats.MalformedException if it is not one; the message shows nothing of the key
     */
    public static SoftwareIdentity decode(Bytes privateKey) {
        return new SoftwareIdentity(PrivateKeyFormat.decode(privateKey));
    }

    /** The private key as {@link #decode} reads it. Secret: only for a file that none but its owner can read. */
    public Bytes encode() {
        return PrivateKeyFormat.encode(key);
    }

    @Override
    public PeerId id() {
        return id;
    }

    @Override
    public PublicKey publicKey() {
        return key.publicKey();
    }

    @Override
    public Bytes sign(Bytes message) {
        return key.sign(message);
    }

    @Override
    public String toString() {
        return "identity of " + id;
    }
}
