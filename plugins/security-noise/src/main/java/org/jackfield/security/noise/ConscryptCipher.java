package org.jackfield.security.noise;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Provider;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/**
 * BoringSSL's cipher. From one piece of direct memory to another it works without a copy; in place it would copy the frame first, and
 * arrays are copied whole on the way in and out. Small frames go through small arrays all the same: the native code asks a direct buffer
 * for its bounds by four calls back into Java, which cost more than the copies.
 */
final class ConscryptCipher implements FrameCipher {
    /** Longest text for which arrays are the faster way. */
    private static final int SMALL = 1024;

    private final Cipher cipher;
    private final SecretKey key;
    private final int mode;
    private final byte[] nonce = new byte[NONCE];

    private ConscryptCipher(Provider provider, byte[] key, int mode) throws GeneralSecurityException {
        this.cipher = Cipher.getInstance("ChaCha20/Poly1305/NoPadding", provider);
        this.key = new SecretKeySpec(key, "ChaCha20");
        this.mode = mode;
    }

    @Override
    public void seal(long counter, byte[] associated, ByteBuf plain, int length, ByteBuf out) throws GeneralSecurityException {
        process(counter, associated, plain, length, out, length + TAG);
    }

    @Override
    public void open(long counter, byte[] associated, ByteBuf sealed, int length, ByteBuf out) throws GeneralSecurityException {
        process(counter, associated, sealed, length, out, length - TAG);
    }

    private void process(long counter, byte[] associated, ByteBuf in, int length, ByteBuf out, int result) throws GeneralSecurityException {
        FrameCipher.encode(counter, nonce);
        cipher.init(mode, key, new IvParameterSpec(nonce));
        if (associated.length != 0) {
            cipher.updateAAD(associated);
        }
        if (length > SMALL && in.isDirect() && out.isDirect()) {
            // a cipher that fails throws before it moves the buffer, and who called us drops both
            ByteBuffer target = out.internalNioBuffer(out.writerIndex(), result);
            cipher.doFinal(in.internalNioBuffer(in.readerIndex(), length), target);
            in.skipBytes(length);
        } else {
            byte[] text = ByteBufUtil.getBytes(in, in.readerIndex(), length, true);
            in.skipBytes(length);
            out.setBytes(out.writerIndex(), cipher.doFinal(text), 0, result);
        }
        out.writerIndex(out.writerIndex() + result);
    }

    /**
     * Makes BoringSSL's ciphers.
     *
     * @param provider Conscrypt, with its native library loaded
     */
    record Factory(Provider provider) implements FrameCipher.Factory {
        @Override
        public FrameCipher sealing(byte[] key) throws GeneralSecurityException {
            return new ConscryptCipher(provider, key, Cipher.ENCRYPT_MODE);
        }

        @Override
        public FrameCipher opening(byte[] key) throws GeneralSecurityException {
            return new ConscryptCipher(provider, key, Cipher.DECRYPT_MODE);
        }
    }
}
