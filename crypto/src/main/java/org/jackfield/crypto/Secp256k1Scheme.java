package org.jackfield.crypto;

import java.math.BigInteger;
import java.security.SecureRandom;

import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.MalformedException;
import org.jackfield.spi.multiformats.Multihash;
import org.jackfield.spi.peer.KeyType;
import org.jackfield.spi.peer.PublicKey;

/**
 * ECDSA over secp256k1 and SHA-256 with signatures in DER. Signs by RFC 6979 and always with the lower s, for some libraries take no
 * other; takes both when verifying, as Go does.
 */
final class Secp256k1Scheme implements Scheme {

    static final Secp256k1Scheme INSTANCE = new Secp256k1Scheme();

    private static final int SCALAR_BYTES = 32;

    private final ECDomainParameters curve = new ECDomainParameters(CustomNamedCurves.getByName("secp256k1"));

    private Secp256k1Scheme() {
    }

    @Override
    public boolean verify(Bytes key, Bytes message, Bytes signature) {
        try {
            var numbers = EcdsaSignature.decode(signature);
            var signer = new ECDSASigner();
            signer.init(false, new ECPublicKeyParameters(curve.getCurve().decodePoint(key.toArray()), curve));
            return signer.verifySignature(digest(message), numbers.r(), numbers.s());
        } catch (IllegalArgumentException _) {
            // the signature is malformed or the key is no point of the curve
            return false;
        }
    }

    private static byte[] digest(Bytes message) {
        return Multihash.sha256(message).digest().toArray();
    }

    SecretKey generate(SecureRandom random) {
        var candidate = new byte[SCALAR_BYTES];
        BigInteger scalar;
        do {
            random.nextBytes(candidate);
            scalar = new BigInteger(1, candidate);
        } while (!isScalar(scalar));
        return new Key(scalar);
    }

    /** Takes a scalar of any length with or without leading zeros: some implementations write it as a signed integer. */
    @Override
    public SecretKey decode(Bytes data) {
        var scalar = data.length() <= SCALAR_BYTES + 1 ? new BigInteger(1, data.toArray()) : BigInteger.ZERO;
        if (!isScalar(scalar)) {
            throw new MalformedException("SECP256K1 private key is not a number from 1 to the order of the curve");
        }
        return new Key(scalar);
    }

    private boolean isScalar(BigInteger number) {
        return number.signum() > 0 && number.compareTo(curve.getN()) < 0;
    }

    private final class Key implements SecretKey {

        private final ECPrivateKeyParameters scalar;
        private final PublicKey publicKey;

        Key(BigInteger scalar) {
            this.scalar = new ECPrivateKeyParameters(scalar, curve);
            var point = new FixedPointCombMultiplier().multiply(curve.getG(), scalar);
            publicKey = new PublicKey(KeyType.SECP256K1, Bytes.copyOf(point.getEncoded(true)));
        }

        @Override
        public PublicKey publicKey() {
            return publicKey;
        }

        @Override
        public Bytes data() {
            var number = Bytes.copyOf(scalar.getD().toByteArray());
            var padded = Bytes.concat(Bytes.copyOf(new byte[SCALAR_BYTES]), number);
            return padded.slice(padded.length() - SCALAR_BYTES, padded.length());
        }

        @Override
        public Bytes sign(Bytes message) {
            var signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
            signer.init(true, scalar);
            var scalars = signer.generateSignature(digest(message));
            var lowS = scalars[1].min(curve.getN().subtract(scalars[1]));
            return new EcdsaSignature(scalars[0], lowS).encode();
        }
    }
}
