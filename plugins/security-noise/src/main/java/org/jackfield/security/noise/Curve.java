package org.jackfield.security.noise;

import java.security.GeneralSecurityException;

/** X25519 (RFC 7748). Thread-safe. */
interface Curve {
    /** Bytes of a public key, a private key and a shared secret. */
    int BYTES = 32;

    /** Makes a fresh key pair. */
    KeyPair generate() throws GeneralSecurityException;

    /** Makes the key pair of a known private key. */
    KeyPair of(byte[] privateKey) throws GeneralSecurityException;

    /** A private key that stays inside. Thread-safe. */
    interface KeyPair {
        /** Gives the public key; the caller owns the array. */
        byte[] publicKey();

        /**
         * Computes the shared secret.
         *
         * @throws GeneralSecurityException if the peer's key has small order, which would make the secret known to everyone
         */
        byte[] agree(byte[] theirs) throws GeneralSecurityException;
    }

    /** Refuses the all-zero secret (RFC 7748, 6.1). */
    static byte[] contributory(byte[] secret) throws GeneralSecurityException {
        int any = 0;
        for (byte b : secret) {
            any |= b;
        }
        if (any == 0) {
            throw new java.security.InvalidKeyException("the public key has small order");
        }
        return secret;
    }

    /** Gives the base point, whose multiple by a private key is the public key. */
    static byte[] basePoint() {
        byte[] point = new byte[BYTES];
        point[0] = 9;
        return point;
    }
}
