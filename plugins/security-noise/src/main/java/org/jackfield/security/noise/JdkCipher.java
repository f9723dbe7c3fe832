package org.jackfield.security.noise;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The JDK's cipher. As fast as native code where the processor has AVX-512 IFMA, a quarter of it elsewhere. */
final class JdkCipher extends ArrayCipher {
    private final Cipher cipher;
    private final SecretKey key;
    private final int mode;

    private JdkCipher(byte[] key, int mode) throws GeneralSecurityException {
        this.cipher = Cipher.getInstance("ChaCha20-Poly1305", "SunJCE");
        this.key = new SecretKeySpec(key, "ChaCha20");
        this.mode = mode;
    }

    @Override
    int transform(byte[] nonce, byte[] associated, byte[] in, int offset, int length, byte[] out, int at) throws GeneralSecurityException {
        cipher.init(mode, key, new IvParameterSpec(nonce));
        cipher.updateAAD(associated);
        return cipher.doFinal(in, offset, length, out, at);
    }

    /** Makes the JDK's ciphers. */
    record Factory() implements FrameCipher.Factory {
        @Override
        public FrameCipher sealing(byte[] key) throws GeneralSecurityException {
            return new JdkCipher(key, Cipher.ENCRYPT_MODE);
        }

        @Override
        public FrameCipher opening(byte[] key) throws GeneralSecurityException {
            return new JdkCipher(key, Cipher.DECRYPT_MODE);
        }
    }
}
