package org.jackfield.crypto;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.Signature;

import org.jackfield.spi.multiformats.Bytes;

/** Signatures as the JDK makes them. */
final class JdkSignature {

    private JdkSignature() {
    }

    static boolean verify(String algorithm, PublicKey key, Bytes message, Bytes signature) {
        try {
            var verifier = Signature.getInstance(algorithm);
            verifier.initVerify(key);
            verifier.update(message.asReadOnlyBuffer());
            return verifier.verify(signature.toArray());
        } catch (GeneralSecurityException | ProviderException _) {
            // the signature's form or the key's numbers are not what the algorithm takes
            return false;
        }
    }

    static Bytes sign(String algorithm, PrivateKey key, Bytes message) {
        try {
            var signer = Signature.getInstance(algorithm);
            signer.initSign(key);
            signer.update(message.asReadOnlyBuffer());
            return Bytes.copyOf(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("key that was accepted does not sign", e);
        }
    }
}
