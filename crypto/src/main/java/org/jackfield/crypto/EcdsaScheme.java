package org.jackfield.crypto;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.MalformedException;
import org.jackfield.spi.peer.KeyType;
import org.jackfield.spi.peer.PublicKey;

/** ECDSA over the NIST curves and SHA-256 with signatures in DER. */
final class EcdsaScheme implements Scheme {

    static final EcdsaScheme INSTANCE = new EcdsaScheme();

    private static final String ALGORITHM = "SHA256withECDSA";

    private EcdsaScheme() {
    }

    @Override
    public boolean verify(Bytes key, Bytes message, Bytes signature) {
        try {
            EcdsaSignature.decode(signature);
            var publicKey = (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(key.toArray()));
            return isOnCurve(publicKey) && JdkSignature.verify(ALGORITHM, publicKey, message, signature);
        } catch (GeneralSecurityException | MalformedException _) {
            // the signature is malformed, or the JDK does not take the key
            return false;
        }
    }

    /** The JDK leaves this to whoever reads the key. */
    private static boolean isOnCurve(ECPublicKey key) {
        var curve = key.getParams().getCurve();
        var prime = ((ECFieldFp) curve.getField()).getP();
        var x = key.getW().getAffineX();
        var y = key.getW().getAffineY();
        if (x.compareTo(prime) >= 0 || y.compareTo(prime) >= 0) {
            return false;
        }
        var right = x.multiply(x).add(curve.getA()).multiply(x).add(curve.getB());
        return y.multiply(y).subtract(right).mod(prime).signum() == 0;
    }

    /** Reads ECPrivateKey of RFC 5915, which has to name its curve. */
    @Override
    public SecretKey decode(Bytes data) {
        try {
            var numbers = ECPrivateKey.getInstance(data.toArray());
            var curve = ASN1ObjectIdentifier.getInstance(numbers.getParametersObject());
            var parameters = parameters(curve);
            var factory = KeyFactory.getInstance("EC");
            var privateKey = factory.generatePrivate(new ECPrivateKeySpec(numbers.getKey(), parameters));
            var publicKey = factory.generatePublic(new ECPublicKeySpec(point(curve, numbers.getKey()), parameters));
            return new JdkKey(ALGORITHM, privateKey, new PublicKey(KeyType.ECDSA, Bytes.copyOf(publicKey.getEncoded())), data);
        } catch (GeneralSecurityException | RuntimeException _) {
            // the cause may quote the key
            throw new MalformedException("ECDSA private key is not an RFC 5915 key of P-256, P-384 or P-521");
        }
    }

    private static ECParameterSpec parameters(ASN1ObjectIdentifier curve) throws GeneralSecurityException {
        var parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec(curve.getId()));
        return parameters.getParameterSpec(ECParameterSpec.class);
    }

    private static ECPoint point(ASN1ObjectIdentifier curve, BigInteger scalar) {
        var point = new FixedPointCombMultiplier().multiply(CustomNamedCurves.getByOID(curve).getG(), scalar).normalize();
        return new ECPoint(point.getAffineXCoord().toBigInteger(), point.getAffineYCoord().toBigInteger());
    }
}
