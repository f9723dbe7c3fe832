package org.jackfield.security.tls;

import java.io.IOException;

import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;

import org.jackfield.spi.multiformats.Bytes;

/**
 * What makes a certificate a peer's: its host key, and the signature by it over the certificate's key. Source: libp2p specs, tls/tls.md,
 * Peer Authentication.
 *
 * @param hostKey   the host's public key, encoded
 * @param signature of {@link #signedBytes}
 */
record SignedKey(Bytes hostKey, Bytes signature) {
    static final ASN1ObjectIdentifier OID = new ASN1ObjectIdentifier("1.3.6.1.4.1.53594.1.1");

    private static final Bytes PREFIX = Bytes.ofUtf8("libp2p-tls-handshake:");

    /** Gives what the host key signs: the certificate's key as its SubjectPublicKeyInfo in DER. */
    static Bytes signedBytes(byte[] subjectPublicKeyInfo) {
        return Bytes.concat(PREFIX, Bytes.copyOf(subjectPublicKeyInfo));
    }

    byte[] encode() {
        ASN1EncodableVector parts = new ASN1EncodableVector(2);
        parts.add(new DEROctetString(hostKey.toArray()));
        parts.add(new DEROctetString(signature.toArray()));
        try {
            return new DERSequence(parts).getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new IllegalStateException("memory takes every byte", e);
        }
    }

    /** @throws IllegalArgumentException if it is not a sequence of two octet strings */
    static SignedKey decode(byte[] encoded) {
        ASN1Sequence parts = ASN1Sequence.getInstance(encoded);
        if (parts.size() != 2) {
            throw new IllegalArgumentException("a signed key has 2 parts, this one " + parts.size());
        }
        return new SignedKey(octets(parts, 0), octets(parts, 1));
    }

    private static Bytes octets(ASN1Sequence parts, int index) {
        return Bytes.copyOf(ASN1OctetString.getInstance(parts.getObjectAt(index)).getOctets());
    }
}
