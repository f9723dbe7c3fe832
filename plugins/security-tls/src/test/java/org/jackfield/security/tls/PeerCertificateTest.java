package org.jackfield.security.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.jackfield.crypto.KeyVerifier;
import org.jackfield.crypto.SoftwareIdentity;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.peer.Identity;
import org.jackfield.spi.peer.KeyType;

class PeerCertificateTest {
    private static final ASN1ObjectIdentifier UNKNOWN = new ASN1ObjectIdentifier("1.3.6.1.4.1.53594.7.7");

    private final KeyVerifier verifier = new KeyVerifier();

    static List<String> published() throws Exception {
        return rows("certificates.csv");
    }

    private static List<String> rows(String file) throws Exception {
        try (InputStream in = Objects.requireNonNull(PeerCertificateTest.class.getResourceAsStream("/vectors/tls/" + file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#")).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("published")
    void readsThePublishedCertificates(String row) throws Exception {
        String[] parts = row.split(",");
        byte[] encoded = HexFormat.of().parseHex(parts[1]);
        if (parts[0].equals("invalid")) {
            assertThatThrownBy(() -> PeerCertificate.prove(encoded, verifier)).isInstanceOf(CertificateException.class)
                    .hasMessageContaining("over its certificate's key is wrong");
        } else {
            assertThat(PeerCertificate.prove(encoded, verifier)).hasToString(parts[0]);
        }
    }

    @Test
    void takesEveryKindOfKeyWhoseHashHolds() throws Exception {
        List<String> rows = rows("openssl.csv");
        for (String row : rows.subList(0, 4)) {
            String[] parts = row.split(",");
            assertThat(PeerCertificate.prove(HexFormat.of().parseHex(parts[1]), verifier)).hasToString(parts[0]);
        }
        byte[] sha1 = HexFormat.of().parseHex(rows.get(4).split(",")[1]);
        assertThatThrownBy(() -> PeerCertificate.prove(sha1, verifier)).isInstanceOf(CertificateException.class)
                .hasMessageContaining("is not accepted");
    }

    @ParameterizedTest
    @EnumSource(names = {"ED25519", "SECP256K1"})
    void takesWhatThisNodeMakes(KeyType type) throws Exception {
        Identity identity = identity(type);
        HostCertificate host = HostCertificate.generate(identity);
        assertThat(PeerCertificate.prove(host.certificate().getEncoded(), verifier)).isEqualTo(identity.id());
        assertThat(host.certificate().getNonCriticalExtensionOIDs()).containsExactly(SignedKey.OID.getId());
        assertThat(host.certificate().getCriticalExtensionOIDs()).isEmpty();
        assertThat(host.certificate().getSerialNumber()).isPositive();
        assertThat(host.certificate().getEncoded()).hasSizeLessThan(600);
    }

    @Test
    void takesTheExtensionCriticalToo() throws Exception {
        Made made = new Made();
        assertThat(made.prove(new Extension(SignedKey.OID, true, made.signed().encode()))).isEqualTo(made.identity.id());
    }

    @Test
    void ignoresUnknownExtensionsUnlessTheyAreCritical() throws Exception {
        Made made = new Made();
        Extension signed = new Extension(SignedKey.OID, false, made.signed().encode());
        assertThat(made.prove(signed, new Extension(UNKNOWN, false, new byte[]{5, 0}))).isEqualTo(made.identity.id());
        assertThatThrownBy(() -> made.prove(signed, new Extension(UNKNOWN, true, new byte[]{5, 0})))
                .isInstanceOf(CertificateException.class).hasMessageContaining("critical");
    }

    @Test
    void refusesACertificateWithoutTheExtension() throws Exception {
        Made made = new Made();
        assertThatThrownBy(() -> made.prove(new Extension(UNKNOWN, false, new byte[]{5, 0}))).isInstanceOf(CertificateException.class)
                .hasMessageContaining("no libp2p extension");
    }

    @Test
    void refusesAnotherHostsSignature() throws Exception {
        Made made = new Made();
        SignedKey stolen = new SignedKey(identity(KeyType.ED25519).publicKey().encode(), made.signed().signature());
        assertThatThrownBy(() -> made.prove(new Extension(SignedKey.OID, false, stolen.encode()))).isInstanceOf(CertificateException.class)
                .hasMessageContaining("is wrong");
    }

    @Test
    void refusesWhatIsNoSignedKey() throws Exception {
        Made made = new Made();
        for (String hex : List.of("", "30", "3000", "0400", "300404000400", "30060400040004 00".replace(" ", ""), "3080040004000000")) {
            assertThatThrownBy(() -> made.prove(new Extension(SignedKey.OID, false, HexFormat.of().parseHex(hex)))).as(hex)
                    .isInstanceOf(CertificateException.class);
        }
    }

    @Test
    void refusesEveryBrokenByte() throws Exception {
        Identity identity = identity(KeyType.ED25519);
        byte[] good = HostCertificate.generate(identity).certificate().getEncoded();
        for (int at = 0; at < good.length; at++) {
            byte[] bad = good.clone();
            bad[at] ^= (byte) (1 << at % 8);
            assertThatThrownBy(() -> PeerCertificate.prove(bad, verifier)).as("byte %d", at).isInstanceOf(CertificateException.class);
        }
        byte[] longer = Arrays.copyOf(good, good.length + 1);
        assertThatThrownBy(() -> PeerCertificate.prove(longer, verifier)).isInstanceOf(CertificateException.class);
        byte[] huge = Arrays.copyOf(good, PeerCertificate.MAX_BYTES + 1);
        assertThatThrownBy(() -> PeerCertificate.prove(huge, verifier)).isInstanceOf(CertificateException.class)
                .hasMessageContaining("more than");
    }

    private static Identity identity(KeyType type) {
        return SoftwareIdentity.generate(type, new SecureRandom());
    }

    /** Makes certificates of one key with other extensions than this node would. */
    private final class Made {
        private final Identity identity = identity(KeyType.ED25519);
        private final java.security.KeyPair pair;

        Made() throws Exception {
            pair = HostCertificate.newKey(new SecureRandom());
        }

        SignedKey signed() {
            Bytes signedBytes = SignedKey.signedBytes(pair.getPublic().getEncoded());
            return new SignedKey(identity.publicKey().encode(), identity.sign(signedBytes));
        }

        org.jackfield.spi.peer.PeerId prove(Extension... extensions) throws Exception {
            return PeerCertificate.prove(HostCertificate.encode(pair, new X500Name("CN=test"), java.math.BigInteger.TEN, extensions),
                    verifier);
        }
    }
}
