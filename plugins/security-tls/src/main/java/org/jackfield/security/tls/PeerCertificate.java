package org.jackfield.security.tls;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Set;

import org.bouncycastle.asn1.ASN1OctetString;

import org.jackfield.spi.multiformats.MalformedException;
import org.jackfield.spi.peer.PeerId;
import org.jackfield.spi.peer.PublicKey;
import org.jackfield.spi.peer.SignatureVerifier;

/**
 * Reads a peer's certificate. Of the certificate itself only the form, the dates and its signature by its own key count: names and purposes
 * are not looked at. Source: libp2p specs, tls/tls.md.
 */
final class PeerCertificate {
    /** Longest certificate read, in bytes: RSA keys and signatures of 8192 bits take half of it. */
    static final int MAX_BYTES = 8 * 1024;

    /** ECDSA and RSA with SHA-256, SHA-384 and SHA-512, RSASSA-PSS, Ed25519: those of RFC 8446 whose hash holds. */
    private static final Set<String> ALGORITHMS = Set.of("1.2.840.10045.4.3.2", "1.2.840.10045.4.3.3", "1.2.840.10045.4.3.4",
            "1.2.840.113549.1.1.11", "1.2.840.113549.1.1.12", "1.2.840.113549.1.1.13", "1.2.840.113549.1.1.10", "1.3.101.112");

    private PeerCertificate() {}

    /**
     * Proves who made the certificate.
     *
     * @param encoded the certificate in DER
     * @throws CertificateException if anything is wrong with it
     */
    static PeerId prove(byte[] encoded, SignatureVerifier verifier) throws CertificateException {
        if (encoded.length > MAX_BYTES) {
            throw new CertificateException("the certificate has " + encoded.length + " bytes, more than " + MAX_BYTES);
        }
        X509Certificate certificate;
        try (NamelessIssuers _ = new NamelessIssuers()) {
            var stream = new ByteArrayInputStream(encoded);
            certificate = (X509Certificate) CertificateFactory.getInstance("X.509", Primitives.CERTIFICATES).generateCertificate(stream);
            if (stream.available() > 0) {
                throw new CertificateException("bytes follow the certificate");
            }
            certificate.checkValidity();
            checkExtensions(certificate);
            checkSignature(certificate);
            return owner(certificate, verifier);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new CertificateException("the certificate is malformed: " + e.getMessage(), e);
        }
    }

    private static void checkExtensions(X509Certificate certificate) throws CertificateException {
        Set<String> critical = certificate.getCriticalExtensionOIDs();
        // basic constraints and key usage may be there, and say nothing about libp2p
        Set<String> known = Set.of(SignedKey.OID.getId(), "2.5.29.19", "2.5.29.15", "2.5.29.37");
        if (critical != null && !known.containsAll(critical)) {
            throw new CertificateException("the certificate has critical extensions that are not known: " + critical);
        }
    }

    private static void checkSignature(X509Certificate certificate) throws CertificateException {
        if (!ALGORITHMS.contains(certificate.getSigAlgOID())) {
            throw new CertificateException("the certificate is signed by " + certificate.getSigAlgName() + ", which is not accepted");
        }
        try {
            certificate.verify(certificate.getPublicKey());
        } catch (GeneralSecurityException e) {
            throw new CertificateException("the certificate is not signed by its own key", e);
        }
    }

    private static PeerId owner(X509Certificate certificate, SignatureVerifier verifier) throws CertificateException {
        byte[] wrapped = certificate.getExtensionValue(SignedKey.OID.getId());
        if (wrapped == null) {
            throw new CertificateException("the certificate has no libp2p extension");
        }
        SignedKey signed = SignedKey.decode(ASN1OctetString.getInstance(wrapped).getOctets());
        PublicKey key;
        try {
            key = PublicKey.decode(signed.hostKey());
        } catch (MalformedException e) {
            throw new CertificateException("the host key is not accepted: " + e.getMessage(), e);
        }
        PeerId id = PeerId.of(key);
        if (!verifier.verify(key, SignedKey.signedBytes(certificate.getPublicKey().getEncoded()), signed.signature())) {
            throw new CertificateException("the " + key.type() + " signature of " + id + " over its certificate's key is wrong");
        }
        return id;
    }
}
