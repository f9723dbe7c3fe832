package org.jackfield.spi.tck;

import java.security.SecureRandom;

import org.jackfield.crypto.KeyVerifier;
import org.jackfield.crypto.SoftwareIdentity;
import org.jackfield.spi.peer.Identity;
import org.jackfield.spi.peer.KeyType;
import org.jackfield.spi.peer.SignatureVerifier;

/** Real identities: what signs in a test is verified as a peer would. */
public final class TestIdentities {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final SignatureVerifier VERIFIER = new KeyVerifier();

    private TestIdentities() {}

    /** Makes an identity with a new Ed25519 key. */
    public static Identity next() {
        return next(KeyType.ED25519);
    }

    /** Makes an identity with a new key, Ed25519 or secp256k1. */
    public static Identity next(KeyType type) {
        return SoftwareIdentity.generate(type, RANDOM);
    }

    /** Gives a verifier of every key type. */
    public static SignatureVerifier verifier() {
        return VERIFIER;
    }
}
