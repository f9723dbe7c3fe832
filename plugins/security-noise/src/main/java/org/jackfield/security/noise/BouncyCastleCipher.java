package org.jackfield.security.noise;

import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;

import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.modes.ChaCha20Poly1305;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/** Bouncy Castle's cipher: plain Java, slow, always there. */
final class BouncyCastleCipher extends ArrayCipher {
    private final ChaCha20Poly1305 cipher = new ChaCha20Poly1305();
    private final KeyParameter key;
    private final boolean sealing;

    private BouncyCastleCipher(byte[] key, boolean sealing) {
        this.key = new KeyParameter(key);
        this.sealing = sealing;
    }

    @Override
    int transform(byte[] nonce, byte[] associated, byte[] in, int offset, int length, byte[] out, int at) throws GeneralSecurityException {
        cipher.init(sealing, new AEADParameters(key, TAG * Byte.SIZE, nonce, associated));
        try {
            int written = cipher.processBytes(in, offset, length, out, at);
            return written + cipher.doFinal(out, at + written);
        } catch (CryptoException e) {
            AEADBadTagException wrong = new AEADBadTagException("tag mismatch");
            wrong.initCause(e);
            throw wrong;
        }
    }

    /** Makes Bouncy Castle's ciphers. */
    record Factory() implements FrameCipher.Factory {
        @Override
        public FrameCipher sealing(byte[] key) {
            return new BouncyCastleCipher(key, true);
        }

        @Override
        public FrameCipher opening(byte[] key) {
            return new BouncyCastleCipher(key, false);
        }
    }
}
