package org.jackfield.security.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.CertificateException;

import com.code_intelligence.jazzer.junit.FuzzTest;

import org.jackfield.crypto.KeyVerifier;

/** Whatever a peer sends as its certificate, it is a proof or refused. */
class PeerCertificateFuzzTest {
    private static final KeyVerifier VERIFIER = new KeyVerifier();

    @FuzzTest(maxDuration = "3s")
    void provesOrRefuses(byte[] input) {
        try {
            assertThat(PeerCertificate.prove(input, VERIFIER).toString()).isNotEmpty();
        } catch (CertificateException e) {
            assertThat(e).hasMessageMatching("(?s).+");
        }
    }
}
