package org.jackfield.spi.peer;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.Multihash;

/** Signs with a hash anybody can make: enough to see what is signed and what is checked. */
record ToyIdentity(PublicKey publicKey) implements Identity {

    static final SignatureVerifier VERIFIER = (key, message, signature) -> hash(key, message).equals(signature);

    static ToyIdentity number(int number) {
        return new ToyIdentity(new PublicKey(KeyType.ED25519, Bytes.concat(Bytes.of(number), Bytes.copyOf(new byte[31]))));
    }

    @Override
    public PeerId id() {
        return PeerId.of(publicKey);
    }

    @Override
    public Bytes sign(Bytes message) {
        return hash(publicKey, message);
    }

    private static Bytes hash(PublicKey key, Bytes message) {
        return Multihash.sha256(Bytes.concat(key.encode(), message)).digest();
    }
}
