package org.jackfield.security.noise;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

import org.jackfield.spi.ProtocolViolation;

/** Chaining key, transcript hash and cipher of a handshake. Source: Noise specification, The SymmetricState object. */
final class SymmetricState {
    private static final String NAME = "Noise_XX_25519_ChaChaPoly_SHA256";

    private final FrameCipher.Factory ciphers;
    private final MessageDigest sha256 = sha256();
    // exactly 32 bytes long, so the name is the first hash as it is
    private byte[] hash = NAME.getBytes(StandardCharsets.US_ASCII);
    private byte[] chainingKey = hash.clone();
    private byte @Nullable [] key;
    private long nonce;

    SymmetricState(FrameCipher.Factory ciphers) {
        this.ciphers = ciphers;
    }

    void mixHash(byte[] data) {
        sha256.update(hash);
        hash = sha256.digest(data);
    }

    void mixKey(byte[] input) {
        byte[][] keys = Hkdf.derive(chainingKey, input, 2);
        chainingKey = keys[0];
        key = keys[1];
        nonce = 0;
    }

    byte[] encryptAndHash(byte[] plain) throws GeneralSecurityException, ProtocolViolation {
        byte[] text = key == null ? plain : sealed(key, plain);
        mixHash(text);
        return text;
    }

    byte[] decryptAndHash(byte[] text) throws GeneralSecurityException, ProtocolViolation {
        byte[] plain = key == null ? text : opened(key, text);
        mixHash(text);
        return plain;
    }

    /** Gives the cipher keys: first the one of the initiator's messages, then the responder's. */
    byte[][] split() {
        return Hkdf.derive(chainingKey, FrameCipher.NOTHING, 2);
    }

    /** Tells how much longer a text gets now. */
    int tag() {
        return key == null ? 0 : FrameCipher.TAG;
    }

    byte[] hash() {
        return hash.clone();
    }

    private byte[] sealed(byte[] cipherKey, byte[] plain) throws GeneralSecurityException, ProtocolViolation {
        ByteBuf out = target(plain.length + FrameCipher.TAG);
        new CipherState(ciphers.sealing(cipherKey), nonce++).seal(hash, Unpooled.wrappedBuffer(plain), plain.length, out);
        return out.array();
    }

    private byte[] opened(byte[] cipherKey, byte[] text) throws GeneralSecurityException, ProtocolViolation {
        ByteBuf out = target(text.length - FrameCipher.TAG);
        new CipherState(ciphers.opening(cipherKey), nonce++).open(hash, Unpooled.wrappedBuffer(text), text.length, out);
        return out.array();
    }

    private static ByteBuf target(int length) {
        return Unpooled.wrappedBuffer(new byte[length]).clear();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return NAME + " at " + Arrays.hashCode(hash);
    }
}
