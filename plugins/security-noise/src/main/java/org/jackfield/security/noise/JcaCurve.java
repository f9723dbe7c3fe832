package org.jackfield.security.noise;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.KeyAgreement;

/**
 * X25519 of a JCA provider.
 *
 * @param provider where it comes from; its XDH makes X25519 keys unless told otherwise, as the JDK's and Conscrypt's do
 */
record JcaCurve(Provider provider) implements Curve {
    /** What precedes the 32 bytes of a public key in its DER form (RFC 8410, 4). */
    private static final byte[] PUBLIC = HexFormat.of().parseHex("302a300506032b656e032100");
    /** What precedes the 32 bytes of a private key in its DER form (RFC 8410, 7). */
    private static final byte[] PRIVATE = HexFormat.of().parseHex("302e020100300506032b656e04220420");

    @Override
    public KeyPair generate() throws GeneralSecurityException {
        java.security.KeyPair pair = KeyPairGenerator.getInstance("XDH", provider).generateKeyPair();
        byte[] encoded = pair.getPublic().getEncoded();
        return new Pair(pair.getPrivate(), Arrays.copyOfRange(encoded, encoded.length - BYTES, encoded.length));
    }

    @Override
    public KeyPair of(byte[] privateKey) throws GeneralSecurityException {
        PrivateKey secret = KeyFactory.getInstance("XDH", provider).generatePrivate(new PKCS8EncodedKeySpec(concat(PRIVATE, privateKey)));
        return new Pair(secret, agree(secret, Curve.basePoint()));
    }

    private byte[] agree(PrivateKey secret, byte[] theirs) throws GeneralSecurityException {
        PublicKey point = KeyFactory.getInstance("XDH", provider).generatePublic(new X509EncodedKeySpec(concat(PUBLIC, theirs)));
        KeyAgreement agreement = KeyAgreement.getInstance("XDH", provider);
        agreement.init(secret);
        agreement.doPhase(point, true);
        return Curve.contributory(agreement.generateSecret());
    }

    private static byte[] concat(byte[] prefix, byte[] key) {
        byte[] der = Arrays.copyOf(prefix, prefix.length + BYTES);
        System.arraycopy(key, 0, der, prefix.length, BYTES);
        return der;
    }

    private final class Pair implements KeyPair {
        private final PrivateKey secret;
        private final byte[] publicKey;

        Pair(PrivateKey secret, byte[] publicKey) {
            this.secret = secret;
            this.publicKey = publicKey;
        }

        @Override
        public byte[] publicKey() {
            return publicKey.clone();
        }

        @Override
        public byte[] agree(byte[] theirs) throws GeneralSecurityException {
            return JcaCurve.this.agree(secret, theirs);
        }
    }
}
