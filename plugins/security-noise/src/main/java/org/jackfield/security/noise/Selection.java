package org.jackfield.security.noise;

import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.jackfield.security.noise.Candidate.Primitives;
import org.jackfield.security.noise.NoiseConfig.Cipher;

/**
 * Chooses the implementations: the first in order of speed that loads and gives the known answers; cipher and curve apart. The order is
 * that of measurements in the steady state. Measuring at start would say nothing: the JDK's cipher, not compiled yet, takes a thousand
 * times longer than a minute later.
 */
final class Selection {
    private static final Logger LOG = LoggerFactory.getLogger(Selection.class);

    /** Per 64 KiB on one core: 1.7 GB/s; 0.4, where the processor has AVX-512 IFMA 2.1; 0.1. */
    private static final List<Candidate> CIPHERS = List.of(Candidate.conscrypt(), Candidate.jdk(), Candidate.bouncyCastle());
    /** 31, 90 and 153 microseconds for one agreement. */
    private static final List<Candidate> CURVES = List.of(Candidate.conscrypt(), Candidate.bouncyCastle(), Candidate.jdk());

    private Selection() {}

    /**
     * Chooses among all, or checks the one that is configured.
     *
     * @throws IllegalStateException if nothing works
     */
    static Suite choose(Cipher wanted) {
        return choose(only(wanted, CIPHERS), only(wanted, CURVES));
    }

    /** Chooses among candidates in order of preference. */
    static Suite choose(List<Candidate> ciphers, List<Candidate> curves) {
        Chosen<FrameCipher.Factory> cipher = first("ChaCha20-Poly1305", ciphers, Primitives::ciphers, SelfTest::check);
        Chosen<Curve> curve = first("X25519", curves, Primitives::curve, SelfTest::check);
        Suite suite = new Suite(cipher.name(), cipher.implementation(), curve.name(), curve.implementation());
        LOG.debug("noise uses ChaCha20-Poly1305 of {} and X25519 of {}", suite.cipherName(), suite.curveName());
        return suite;
    }

    private static List<Candidate> only(Cipher wanted, List<Candidate> candidates) {
        return wanted == Cipher.AUTO ? candidates : candidates.stream().filter(each -> each.choice() == wanted).toList();
    }

    private static <T> Chosen<T> first(String what, List<Candidate> candidates, Function<Primitives, T> part, Check<T> check) {
        for (Candidate candidate : candidates) {
            try {
                T implementation = part.apply(candidate.load().load());
                check.check(implementation);
                return new Chosen<>(candidate.choice().name().toLowerCase(Locale.ROOT), implementation);
            } catch (GeneralSecurityException | RuntimeException | LinkageError e) {
                // a native library that does not fit here fails with errors of several kinds, and none may stop the others
                LOG.warn("noise leaves out {} of {}: {}", what, candidate.choice(), e.toString());
            }
        }
        throw new IllegalStateException("noise: no implementation of " + what + " works here, see the warnings above");
    }

    @FunctionalInterface
    private interface Check<T> {
        void check(T implementation) throws GeneralSecurityException;
    }

    private record Chosen<T>(String name, T implementation) {}
}
