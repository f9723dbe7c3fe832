package org.jackfield.security.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;

import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.peer.Identity;

/**
 * The certificate of this process: self-signed by a key of its own, which the identity vouches for in the one extension it has. js-libp2p
 * looks at the first extension only.
 *
 * @param key         the certificate's private key, P-256, which every implementation takes
 * @param certificate the certificate
 */
record HostCertificate(PrivateKey key, X509Certificate certificate) {
    private static final AlgorithmIdentifier ALGORITHM = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
    /** Random, positive and short: some readers take no more than 20 bytes. */
    private static final int SERIAL_BITS = 63;
    /** Nobody looks at the dates but to check that they hold, by a clock that may be wrong by years. */
    private static final Instant FROM = Instant.parse("1975-01-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("4096-01-01T00:00:00Z");

    /** Makes a fresh one. */
    static HostCertificate generate(Identity identity) throws GeneralSecurityException {
        SecureRandom random = new SecureRandom();
        KeyPair pair = newKey(random);
        Bytes signed = SignedKey.signedBytes(pair.getPublic().getEncoded());
        SignedKey proof = new SignedKey(identity.publicKey().encode(), identity.sign(signed));
        BigInteger serial = new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE);
        byte[] encoded = encode(pair, new X500Name("SERIALNUMBER=" + serial), serial, new Extension(SignedKey.OID, false, proof.encode()));
        var certificate = (X509Certificate) CertificateFactory.getInstance("X.509", Primitives.CERTIFICATES)
                .generateCertificate(new ByteArrayInputStream(encoded));
        return new HostCertificate(pair.getPrivate(), certificate);
    }

    static KeyPair newKey(SecureRandom random) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        return generator.generateKeyPair();
    }

    /** Makes a self-signed certificate in DER. */
    static byte[] encode(KeyPair pair, X500Name name, BigInteger serial, Extension... extensions) throws GeneralSecurityException {
        try {
            V3TBSCertificateGenerator generator = new V3TBSCertificateGenerator();
            generator.setSerialNumber(new ASN1Integer(serial));
            generator.setIssuer(name);
            generator.setSubject(name);
            generator.setStartDate(new Time(Date.from(FROM)));
            generator.setEndDate(new Time(Date.from(UNTIL)));
            generator.setSubjectPublicKeyInfo(SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()));
            generator.setSignature(ALGORITHM);
            generator.setExtensions(new Extensions(extensions));
            TBSCertificate body = generator.generateTBSCertificate();
            Signature signer = Signature.getInstance("SHA256withECDSA");
            signer.initSign(pair.getPrivate());
            signer.update(body.getEncoded(ASN1Encoding.DER));
            ASN1EncodableVector parts = new ASN1EncodableVector(3);
            parts.add(body);
            parts.add(ALGORITHM);
            parts.add(new DERBitString(signer.sign()));
            return new DERSequence(parts).getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new IllegalStateException("memory takes every byte", e);
        }
    }
}
