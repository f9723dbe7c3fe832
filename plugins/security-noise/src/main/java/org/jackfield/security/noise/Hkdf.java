package org.jackfield.security.noise;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The key derivation of Noise over SHA-256. Source: Noise specification, Hash functions, HKDF. */
final class Hkdf {
    private static final String HMAC = "HmacSHA256";

    private Hkdf() {}

    /** Derives {@code count}, 1 to 255, keys of 32 bytes. */
    static byte[][] derive(byte[] chainingKey, byte[] input, int count) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(chainingKey, HMAC));
            byte[] temporary = mac.doFinal(input);
            mac.init(new SecretKeySpec(temporary, HMAC));
            byte[][] keys = new byte[count][];
            for (int i = 0; i < count; i++) {
                if (i > 0) {
                    mac.update(keys[i - 1]);
                }
                keys[i] = mac.doFinal(new byte[]{(byte) (i + 1)});
            }
            return keys;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + HMAC, e);
        }
    }
}
