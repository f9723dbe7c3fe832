package org.jackfield.crypto;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.peer.KeyType;
import org.jackfield.spi.peer.PublicKey;
import org.jackfield.spi.peer.SignatureVerifier;

/** Verifies signatures of all four key types. */
public final class KeyVerifier implements SignatureVerifier {

    /** Prepares the tables of the curves peers use most, some milliseconds the first time, so that no connection has to wait for it. */
    public KeyVerifier() {
        Scheme.of(KeyType.ED25519);
        Scheme.of(KeyType.SECP256K1);
    }

    @Override
    public boolean verify(PublicKey key, Bytes message, Bytes signature) {
        return Scheme.of(key.type()).verify(key.data(), message, signature);
    }
}
