package org.jackfield.transport.ws;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;

/**
 * A certificate that nobody vouches for, made at start by a key of its own. Source: RFC 5280, section 4.1, in DER.
 *
 * @param key         P-256
 * @param certificate holds for some names and addresses
 */
record SelfSigned(PrivateKey key, X509Certificate certificate) {
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int UTF8_STRING = 0x0c;
    private static final int UTC_TIME = 0x17;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int VERSION = 0xa0;
    private static final int EXTENSIONS = 0xa3;
    private static final int DNS_NAME = 0x82;
    private static final int IP_ADDRESS = 0x87;
    /** ecdsa-with-SHA256, commonName, subjectAltName; each as a whole OBJECT IDENTIFIER. */
    private static final byte[] ECDSA_SHA256 = HexFormat.of().parseHex("06082a8648ce3d040302");
    private static final byte[] COMMON_NAME = HexFormat.of().parseHex("0603550403");
    private static final byte[] ALTERNATIVE_NAMES = HexFormat.of().parseHex("0603551d11");
    private static final byte[] THIRD_VERSION = {2};

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    /** For clocks that are not quite right. */
    private static final Duration BEFORE = Duration.ofDays(1);
    private static final Duration AFTER = Duration.ofDays(3650);
    private static final int SERIAL_BITS = 63;

    /**
     * Makes a fresh one.
     *
     * @param addresses IP addresses it holds for, in network order
     */
    static SelfSigned generate(String name, List<byte[]> addresses, Instant now) throws GeneralSecurityException {
        SecureRandom random = new SecureRandom();
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        KeyPair pair = generator.generateKeyPair();
        byte[] body = body(pair, new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE), name, addresses, now);
        Signature signer = Signature.getInstance("SHA256withECDSA");
        signer.initSign(pair.getPrivate(), random);
        signer.update(body);
        byte[] encoded = der(SEQUENCE, body, der(SEQUENCE, ECDSA_SHA256), der(BIT_STRING, new byte[1], signer.sign()));
        var certificate = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
        return new SelfSigned(pair.getPrivate(), certificate);
    }

    private static byte[] body(KeyPair pair, BigInteger serial, String name, List<byte[]> addresses, Instant now) {
        byte[] owner = der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, der(UTF8_STRING, name.getBytes(StandardCharsets.UTF_8)))));
        byte[] validity = der(SEQUENCE, time(now.minus(BEFORE)), time(now.plus(AFTER)));
        byte[] extension = der(SEQUENCE, ALTERNATIVE_NAMES, der(OCTET_STRING, names(name, addresses)));
        return der(SEQUENCE, der(VERSION, der(INTEGER, THIRD_VERSION)), der(INTEGER, serial.toByteArray()), der(SEQUENCE, ECDSA_SHA256),
                owner, validity, owner, pair.getPublic().getEncoded(), der(EXTENSIONS, der(SEQUENCE, extension)));
    }

    private static byte[] names(String name, List<byte[]> addresses) {
        ByteArrayOutputStream names = new ByteArrayOutputStream();
        names.writeBytes(der(DNS_NAME, name.getBytes(StandardCharsets.US_ASCII)));
        addresses.forEach(address -> names.writeBytes(der(IP_ADDRESS, address)));
        return der(SEQUENCE, names.toByteArray());
    }

    private static byte[] time(Instant instant) {
        return der(UTC_TIME, TIME.format(instant).getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] der(int tag, byte[]... contents) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] each : contents) {
            content.writeBytes(each);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        int length = content.size();
        if (length >= 0x100) {
            out.write(0x82);
            out.write(length >>> Byte.SIZE);
        } else if (length >= 0x80) {
            out.write(0x81);
        }
        out.write(length);
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }
}
