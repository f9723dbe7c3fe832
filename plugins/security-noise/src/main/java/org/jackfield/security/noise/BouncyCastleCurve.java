package org.jackfield.security.noise;

import java.security.InvalidKeyException;
import java.security.SecureRandom;

import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.X25519PublicKeyParameters;

/**
 * Bouncy Castle's X25519: plain Java, always there.
 *
 * @param random makes private keys
 */
record BouncyCastleCurve(SecureRandom random) implements Curve {
    @Override
    public KeyPair generate() {
        return new Pair(new X25519PrivateKeyParameters(random));
    }

    @Override
    public KeyPair of(byte[] privateKey) {
        return new Pair(new X25519PrivateKeyParameters(privateKey));
    }

    private record Pair(X25519PrivateKeyParameters secret) implements KeyPair {
        @Override
        public byte[] publicKey() {
            return secret.generatePublicKey().getEncoded();
        }

        @Override
        public byte[] agree(byte[] theirs) throws InvalidKeyException {
            byte[] shared = new byte[BYTES];
            try {
                secret.generateSecret(new X25519PublicKeyParameters(theirs), shared, 0);
            } catch (IllegalStateException e) {
                throw new InvalidKeyException("the public key has small order", e);
            }
            return shared;
        }
    }
}
