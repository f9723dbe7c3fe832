package org.jackfield.crypto;

import java.security.PrivateKey;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.peer.PublicKey;

/** A private key that the JDK signs with. */
final class JdkKey implements SecretKey {

    private final String algorithm;
    private final PrivateKey key;
    private final PublicKey publicKey;
    private final Bytes data;

    JdkKey(String algorithm, PrivateKey key, PublicKey publicKey, Bytes data) {
        this.algorithm = algorithm;
        this.key = key;
        this.publicKey = publicKey;
        this.data = data;
    }

    @Override
    public PublicKey publicKey() {
        return publicKey;
    }

    @Override
    public Bytes data() {
        return data;
    }

    @Override
    public Bytes sign(Bytes message) {
        return JdkSignature.sign(algorithm, key, message);
    }
}
