package org.jackfield.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;

import org.bouncycastle.asn1.pkcs.RSAPrivateKey;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.MalformedException;
import org.jackfield.spi.peer.KeyType;
import org.jackfield.spi.peer.PublicKey;

/** RSA with PKCS#1 version 1.5 padding and SHA-256. */
final class RsaScheme implements Scheme {

    static final RsaScheme INSTANCE = new RsaScheme();

    private static final String ALGORITHM = "SHA256withRSA";

    private RsaScheme() {
    }

    @Override
    public boolean verify(Bytes key, Bytes message, Bytes signature) {
        try {
            var publicKey = KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(key.toArray()));
            return JdkSignature.verify(ALGORITHM, publicKey, message, signature);
        } catch (GeneralSecurityException _) {
            // a key that the JDK does not take has not signed anything
            return false;
        }
    }

    /** Reads PKCS#1, not PKCS#8. */
    @Override
    public SecretKey decode(Bytes data) {
        try {
            var numbers = RSAPrivateKey.getInstance(data.toArray());
            var factory = KeyFactory.getInstance("RSA");
            var privateKey = factory.generatePrivate(new RSAPrivateCrtKeySpec(numbers.getModulus(), numbers.getPublicExponent(),
                    numbers.getPrivateExponent(), numbers.getPrime1(), numbers.getPrime2(), numbers.getExponent1(),
                    numbers.getExponent2(), numbers.getCoefficient()));
            var publicKey = factory.generatePublic(new RSAPublicKeySpec(numbers.getModulus(), numbers.getPublicExponent()));
            return new JdkKey(ALGORITHM, privateKey, new PublicKey(KeyType.RSA, Bytes.copyOf(publicKey.getEncoded())), data);
        } catch (GeneralSecurityException | RuntimeException _) {
            // the cause may quote the key
            throw new MalformedException("RSA private key is not PKCS#1 with a modulus of 2048 to 8192 bits");
        }
    }
}
