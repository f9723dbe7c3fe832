package org.jackfield.spi.peer;

import java.math.BigInteger;
import java.util.Map;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.MalformedException;

/**
 * Checks what a public key of each type looks like before anybody calculates with it. Sizes come first, so a huge key costs no more
 * than a small one (CVE-2023-39533).
 */
final class KeyFormat {

    static final int MIN_RSA_BITS = 2048;
    static final int MAX_RSA_BITS = 8192;
    /** An 8192-bit RSA key has 1062 bytes with a 32-bit exponent. */
    static final int MAX_BYTES = 1100;

    private static final int ED25519_BYTES = 32;
    private static final int COMPRESSED_BYTES = 33;
    private static final int UNCOMPRESSED_BYTES = 65;
    private static final int MAX_EXPONENT_BITS = 31;

    private static final Bytes RSA_ENCRYPTION = Bytes.ofHex("2a864886f70d010101");
    private static final Bytes EC_PUBLIC_KEY = Bytes.ofHex("2a8648ce3d0201");
    /** Object identifiers of P-256, P-384 and P-521, with the length of an uncompressed point of each. */
    private static final Map<Bytes, Integer> POINT_BYTES = Map.of(
            Bytes.ofHex("2a8648ce3d030107"), 65,
            Bytes.ofHex("2b81040022"), 97,
            Bytes.ofHex("2b81040023"), 133);

    private static final BigInteger SECP256K1_PRIME = BigInteger.TWO.pow(256).subtract(BigInteger.valueOf((1L << 32) + 977));
    private static final BigInteger SECP256K1_B = BigInteger.valueOf(7);

    private KeyFormat() {
    }

    /**
     * The data in its canonical form.
     *
     * @throws MalformedException if it cannot be a key of this type
     */
    static Bytes canonical(KeyType type, Bytes data) {
        if (data.length() > MAX_BYTES) {
            throw new MalformedException(type + " public key has " + data.length() + " bytes, at most " + MAX_BYTES);
        }
        return switch (type) {
            case RSA -> rsa(data);
            case ED25519 -> ed25519(data);
            case SECP256K1 -> secp256k1(data);
            case ECDSA -> ecdsa(data);
        };
    }

    private static Bytes ed25519(Bytes data) {
        if (data.length() != ED25519_BYTES) {
            throw new MalformedException("ED25519 public key has " + data.length() + " bytes, not " + ED25519_BYTES);
        }
        return data;
    }

    private static Bytes secp256k1(Bytes data) {
        boolean compressed = data.length() == COMPRESSED_BYTES && (data.at(0) == 2 || data.at(0) == 3);
        if (compressed) {
            return data;
        }
        if (data.length() != UNCOMPRESSED_BYTES || data.at(0) != 4) {
            throw new MalformedException("SECP256K1 public key is neither 33 bytes from 02 or 03 nor 65 bytes from 04: " + data);
        }
        return compress(data.slice(1, 33), data.slice(33, 65));
    }

    /** Drops y, having checked that x and the sign of y alone lead back to it. */
    private static Bytes compress(Bytes xBytes, Bytes yBytes) {
        var x = new BigInteger(1, xBytes.toArray());
        var y = new BigInteger(1, yBytes.toArray());
        boolean inField = x.compareTo(SECP256K1_PRIME) < 0 && y.compareTo(SECP256K1_PRIME) < 0;
        var right = x.pow(3).add(SECP256K1_B).mod(SECP256K1_PRIME);
        if (!inField || !y.pow(2).mod(SECP256K1_PRIME).equals(right)) {
            throw new MalformedException("SECP256K1 public key is not a point of the curve");
        }
        return Bytes.concat(Bytes.of(y.testBit(0) ? 3 : 2), xBytes);
    }

    /** SubjectPublicKeyInfo of RFC 3279, section 2.3.1. */
    private static Bytes rsa(Bytes data) {
        var info = outer(data);
        var algorithm = info.sequence();
        expect(algorithm, RSA_ENCRYPTION);
        if (!algorithm.element(DerReader.NULL).isEmpty()) {
            throw new MalformedException("RSA algorithm parameters are not NULL");
        }
        algorithm.end();
        var key = outer(info.bitString());
        info.end();
        checkModulus(key.positiveInteger());
        checkExponent(key.positiveInteger());
        key.end();
        return data;
    }

    private static void checkModulus(Bytes modulus) {
        int bits = bits(modulus);
        if (bits < MIN_RSA_BITS || bits > MAX_RSA_BITS) {
            throw new MalformedException("RSA modulus has " + bits + " bits, not " + MIN_RSA_BITS + ".." + MAX_RSA_BITS);
        }
        if (isEven(modulus)) {
            throw new MalformedException("RSA modulus is even");
        }
    }

    private static void checkExponent(Bytes exponent) {
        boolean isOne = exponent.length() == 1 && exponent.at(0) == 1;
        if (bits(exponent) > MAX_EXPONENT_BITS || isEven(exponent) || isOne) {
            throw new MalformedException("RSA exponent is not an odd number from 3 to 2^31-1: 0x" + exponent);
        }
    }

    /** SubjectPublicKeyInfo of RFC 5480 with a named curve and an uncompressed point. */
    private static Bytes ecdsa(Bytes data) {
        var info = outer(data);
        var algorithm = info.sequence();
        expect(algorithm, EC_PUBLIC_KEY);
        var curve = algorithm.element(DerReader.OBJECT_IDENTIFIER);
        algorithm.end();
        var pointBytes = POINT_BYTES.get(curve);
        if (pointBytes == null) {
            throw new MalformedException("ECDSA curve is none of P-256, P-384, P-521: object identifier " + curve);
        }
        var point = info.bitString();
        info.end();
        if (point.length() != pointBytes || point.at(0) != 4) {
            throw new MalformedException("ECDSA point is not " + pointBytes + " bytes from 04: " + point);
        }
        return data;
    }

    private static DerReader outer(Bytes data) {
        var reader = new DerReader(data);
        var inner = reader.sequence();
        reader.end();
        return inner;
    }

    private static void expect(DerReader algorithm, Bytes expected) {
        var identifier = algorithm.element(DerReader.OBJECT_IDENTIFIER);
        if (!identifier.equals(expected)) {
            throw new MalformedException("key algorithm is " + identifier + ", not " + expected);
        }
    }

    private static int bits(Bytes magnitude) {
        return magnitude.length() * Byte.SIZE - (Integer.numberOfLeadingZeros(magnitude.at(0)) - (Integer.SIZE - Byte.SIZE));
    }

    private static boolean isEven(Bytes magnitude) {
        return (magnitude.at(magnitude.length() - 1) & 1) == 0;
    }
}
