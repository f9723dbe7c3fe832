package org.jackfield.crypto;

import java.security.SecureRandom;

import org.bouncycastle.math.ec.rfc8032.Ed25519;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.MalformedException;
import org.jackfield.spi.peer.KeyType;
import org.jackfield.spi.peer.PublicKey;

/**
 * Ed25519 of RFC 8032, read strictly: points and scalars only in their canonical form, no public keys of small order. Half a public
 * key's check is in the verification itself, so there is no step one could forget.
 */
final class Ed25519Scheme implements Scheme {

    static final Ed25519Scheme INSTANCE = new Ed25519Scheme();

    /** How old key files hold it: the public key comes twice. */
    private static final int LONG_FORM = Ed25519.SECRET_KEY_SIZE + 2 * Ed25519.PUBLIC_KEY_SIZE;
    private static final int SHORT_FORM = Ed25519.SECRET_KEY_SIZE + Ed25519.PUBLIC_KEY_SIZE;

    private Ed25519Scheme() {
        Ed25519.precompute();
    }

    @Override
    public boolean verify(Bytes key, Bytes message, Bytes signature) {
        return signature.length() == Ed25519.SIGNATURE_SIZE
                && Ed25519.verify(signature.toArray(), 0, key.toArray(), 0, message.toArray(), 0, message.length());
    }

    SecretKey generate(SecureRandom random) {
        var seed = new byte[Ed25519.SECRET_KEY_SIZE];
        random.nextBytes(seed);
        return new Key(seed);
    }

    @Override
    public SecretKey decode(Bytes data) {
        if (data.length() != SHORT_FORM && data.length() != LONG_FORM) {
            throw new MalformedException("ED25519 private key has " + data.length() + " bytes, not " + SHORT_FORM + " or " + LONG_FORM);
        }
        var key = new Key(data.slice(0, Ed25519.SECRET_KEY_SIZE).toArray());
        for (int at = Ed25519.SECRET_KEY_SIZE; at < data.length(); at += Ed25519.PUBLIC_KEY_SIZE) {
            if (!data.slice(at, at + Ed25519.PUBLIC_KEY_SIZE).equals(key.publicKey.data())) {
                throw new MalformedException("ED25519 private key does not belong to the public key beside it");
            }
        }
        return key;
    }

    private static final class Key implements SecretKey {

        private final byte[] seed;
        private final byte[] point = new byte[Ed25519.PUBLIC_KEY_SIZE];
        private final PublicKey publicKey;

        Key(byte[] seed) {
            this.seed = seed;
            Ed25519.generatePublicKey(seed, 0, point, 0);
            publicKey = new PublicKey(KeyType.ED25519, Bytes.copyOf(point));
        }

        @Override
        public PublicKey publicKey() {
            return publicKey;
        }

        @Override
        public Bytes data() {
            return Bytes.concat(Bytes.copyOf(seed), publicKey.data());
        }

        @Override
        public Bytes sign(Bytes message) {
            var signature = new byte[Ed25519.SIGNATURE_SIZE];
            Ed25519.sign(seed, 0, point, 0, message.toArray(), 0, message.length(), signature, 0);
            return Bytes.copyOf(signature);
        }
    }
}
