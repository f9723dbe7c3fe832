package org.jackfield.security.noise;

import java.security.GeneralSecurityException;

import io.netty.buffer.ByteBuf;

import org.jackfield.spi.ProtocolViolation;

/** A cipher with the counter of its messages. Not thread-safe. Source: Noise specification, The CipherState object. */
final class CipherState {
    /** 2⁶⁴−1 is reserved; reaching it ends the session, the counter never wraps. */
    private static final long RESERVED = -1;

    private final FrameCipher cipher;
    private long next;
    private boolean dead;

    CipherState(FrameCipher cipher) {
        this(cipher, 0);
    }

    /** @param next the counter to start at, unsigned */
    CipherState(FrameCipher cipher, long next) {
        this.cipher = cipher;
        this.next = next;
    }

    /** Encrypts; see {@link FrameCipher#seal}. */
    void seal(byte[] associated, ByteBuf plain, int length, ByteBuf out) throws ProtocolViolation {
        requireUsable();
        try {
            cipher.seal(next, associated, plain, length, out);
        } catch (GeneralSecurityException | RuntimeException e) {
            // a nonce must not be tried twice, whatever went wrong
            dead = true;
            throw new ProtocolViolation("noise: cannot encrypt message " + Long.toUnsignedString(next), e);
        }
        next++;
    }

    /** Decrypts; see {@link FrameCipher#open}. After one failure nothing is decrypted any more. */
    void open(byte[] associated, ByteBuf sealed, int length, ByteBuf out) throws ProtocolViolation {
        requireUsable();
        try {
            cipher.open(next, associated, sealed, length, out);
        } catch (GeneralSecurityException | RuntimeException e) {
            // native code reports some failures unchecked
            dead = true;
            throw new ProtocolViolation("noise: message " + Long.toUnsignedString(next) + " of " + length + " bytes does not verify", e);
        }
        next++;
    }

    private void requireUsable() throws ProtocolViolation {
        if (dead) {
            throw new ProtocolViolation("noise: the session ended with a message that did not verify");
        }
        if (next == RESERVED) {
            throw new ProtocolViolation("noise: the session has used up its 2^64-1 nonces");
        }
    }
}
