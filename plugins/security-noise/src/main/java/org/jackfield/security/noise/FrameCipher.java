package org.jackfield.security.noise;

import java.security.GeneralSecurityException;

import io.netty.buffer.ByteBuf;

/**
 * ChaCha20-Poly1305 under one key, in one direction. Not thread-safe. Source: RFC 8439; the nonce is four zero bytes and a little-endian
 * counter, as the Noise specification (Cipher functions) wants it.
 */
interface FrameCipher {
    /** Bytes of a key. */
    int KEY = 32;
    /** Bytes of the tag behind a ciphertext. */
    int TAG = 16;
    /** Bytes of a nonce on the wire of RFC 8439. */
    int NONCE = 12;
    /** What a frame authenticates beside its text: nothing. */
    byte[] NOTHING = {};

    /**
     * Encrypts.
     *
     * @param nonce      used once under this key
     * @param associated authenticated, not encrypted
     * @param plain      borrowed; {@code length} bytes are read from it
     * @param out        borrowed; ciphertext and tag are appended; shares no memory with {@code plain} and has the room
     */
    void seal(long nonce, byte[] associated, ByteBuf plain, int length, ByteBuf out) throws GeneralSecurityException;

    /**
     * Decrypts; {@code out} holds nothing usable when this throws.
     *
     * @param sealed borrowed; {@code length} bytes are read from it, the tag being the last 16
     * @param out    borrowed; the text is appended; shares no memory with {@code sealed} and has the room
     * @throws GeneralSecurityException if the tag is wrong
     */
    void open(long nonce, byte[] associated, ByteBuf sealed, int length, ByteBuf out) throws GeneralSecurityException;

    /** Makes ciphers; thread-safe. */
    interface Factory {
        /** Makes one that encrypts. */
        FrameCipher sealing(byte[] key) throws GeneralSecurityException;

        /** Makes one that decrypts. */
        FrameCipher opening(byte[] key) throws GeneralSecurityException;
    }

    /** Writes a counter the way Noise puts it into a nonce. */
    static void encode(long counter, byte[] nonce) {
        for (int i = 0; i < Long.BYTES; i++) {
            nonce[NONCE - Long.BYTES + i] = (byte) (counter >>> Byte.SIZE * i);
        }
    }
}
