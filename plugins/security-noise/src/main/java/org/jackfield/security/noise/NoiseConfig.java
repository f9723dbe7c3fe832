package org.jackfield.security.noise;

/**
 * Options of Noise.
 *
 * @param cipher which implementation encrypts
 */
public record NoiseConfig(Cipher cipher) {
    /** The options at their defaults. */
    public static final NoiseConfig DEFAULTS = new NoiseConfig(Cipher.AUTO);

    /** Where ChaCha20-Poly1305 and X25519 come from. */
    public enum Cipher {
        /** The fastest that passes a self-test. */
        AUTO,
        /** BoringSSL through Conscrypt; the start fails where its native library does not load. */
        CONSCRYPT,
        /** The JDK's own. */
        JDK,
        /** Bouncy Castle's, in plain Java. */
        BOUNCYCASTLE
    }
}
