package org.jackfield.security.noise;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.Security;

import org.conscrypt.Conscrypt;

import org.jackfield.security.noise.NoiseConfig.Cipher;

/**
 * An implementation that may or may not work here.
 *
 * @param choice the config value that names it
 * @param load   loads it; fails with an error or exception of any kind where it cannot
 */
record Candidate(Cipher choice, Loader load) {
    /** Loads an implementation. */
    @FunctionalInterface
    interface Loader {
        /** Loads it. */
        Primitives load() throws GeneralSecurityException;
    }

    /** Cipher and curve of one implementation. */
    record Primitives(FrameCipher.Factory ciphers, Curve curve) {}

    /** Loads BoringSSL: extracts the native library that is in Conscrypt's jar. */
    static Candidate conscrypt() {
        return new Candidate(Cipher.CONSCRYPT, () -> {
            var provider = Conscrypt.newProvider();
            return new Primitives(new ConscryptCipher.Factory(provider), new JcaCurve(provider));
        });
    }

    /** Loads the JDK's. */
    static Candidate jdk() {
        return new Candidate(Cipher.JDK, () -> {
            var provider = Security.getProvider("SunEC");
            if (provider == null) {
                throw new java.security.NoSuchProviderException("this run-time image has no SunEC");
            }
            return new Primitives(new JdkCipher.Factory(), new JcaCurve(provider));
        });
    }

    /** Loads Bouncy Castle's. */
    static Candidate bouncyCastle() {
        return new Candidate(Cipher.BOUNCYCASTLE,
                () -> new Primitives(new BouncyCastleCipher.Factory(), new BouncyCastleCurve(new SecureRandom())));
    }
}
