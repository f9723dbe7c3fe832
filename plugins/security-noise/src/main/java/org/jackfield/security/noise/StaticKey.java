package org.jackfield.security.noise;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.peer.Identity;

/**
 * The static Noise key of this process and what proves that it is this node's.
 *
 * @param pair        the key
 * @param identityKey this node's public key, encoded
 * @param signature   of the static key, by the identity
 */
record StaticKey(Curve.KeyPair pair, Bytes identityKey, Bytes signature) {
    private static final Bytes PREFIX = Bytes.copyOf("noise-libp2p-static-key:".getBytes(StandardCharsets.US_ASCII));

    /** Makes a fresh one and signs it. */
    static StaticKey generate(Curve curve, Identity identity) throws GeneralSecurityException {
        return sign(curve.generate(), identity);
    }

    /** Signs a given one. */
    static StaticKey sign(Curve.KeyPair pair, Identity identity) {
        return new StaticKey(pair, identity.publicKey().encode(), identity.sign(signedBytes(pair.publicKey())));
    }

    /** Gives what the identity key signs. Source: libp2p specs, noise, Static Key Authentication. */
    static Bytes signedBytes(byte[] staticKey) {
        return Bytes.concat(PREFIX, Bytes.copyOf(staticKey));
    }
}
