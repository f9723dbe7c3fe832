package org.jackfield.security.noise;

import java.util.Arrays;

import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.peer.Identity;
import org.jackfield.spi.peer.KeyType;
import org.jackfield.spi.peer.PeerId;
import org.jackfield.spi.peer.PublicKey;
import org.jackfield.spi.peer.SignatureVerifier;

/** An Ed25519 identity with a known seed. */
record TestIdentity(Ed25519PrivateKeyParameters secret) implements Identity {
    /** Checks Ed25519 signatures; refuses every other key type. */
    static final SignatureVerifier VERIFIER = (key, message, signature) -> key.type() == KeyType.ED25519
            && signature.length() == Ed25519.SIGNATURE_SIZE
            && new Ed25519PublicKeyParameters(key.data().toArray()).verify(Ed25519.Algorithm.Ed25519,
                    null, message.toArray(), 0, message.length(), signature.toArray(), 0);

    static final TestIdentity ALICE = ofSeed(1);
    static final TestIdentity BOB = ofSeed(2);
    static final TestIdentity EVE = ofSeed(3);

    static TestIdentity ofSeed(int each) {
        byte[] seed = new byte[Ed25519.SECRET_KEY_SIZE];
        Arrays.fill(seed, (byte) each);
        return new TestIdentity(new Ed25519PrivateKeyParameters(seed));
    }

    @Override
    public PeerId id() {
        return PeerId.of(publicKey());
    }

    @Override
    public PublicKey publicKey() {
        return new PublicKey(KeyType.ED25519, Bytes.copyOf(secret.generatePublicKey().getEncoded()));
    }

    @Override
    public Bytes sign(Bytes message) {
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        secret.sign(Ed25519.Algorithm.Ed25519, null, message.toArray(), 0, message.length(), signature, 0);
        return Bytes.copyOf(signature);
    }
}
