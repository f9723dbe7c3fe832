package org.jackfield.security.noise;

import java.security.GeneralSecurityException;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.FastThreadLocal;

/** A cipher that works on arrays; other memory passes through one array per event loop. */
abstract class ArrayCipher implements FrameCipher {
    private static final FastThreadLocal<byte[]> SCRATCH = new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
            return new byte[FrameCodec.MAX_FRAME];
        }
    };

    /** Transforms under the key; input and output may be the same array at the same offset. Gives the bytes written. */
    abstract int transform(byte[] nonce, byte[] associated, byte[] in, int offset, int length, byte[] out, int at)
            throws GeneralSecurityException;

    @Override
    public final void seal(long nonce, byte[] associated, ByteBuf plain, int length, ByteBuf out) throws GeneralSecurityException {
        process(nonce, associated, plain, length, out);
    }

    @Override
    public final void open(long nonce, byte[] associated, ByteBuf sealed, int length, ByteBuf out) throws GeneralSecurityException {
        process(nonce, associated, sealed, length, out);
    }

    private void process(long counter, byte[] associated, ByteBuf in, int length, ByteBuf out) throws GeneralSecurityException {
        byte[] nonce = new byte[NONCE];
        FrameCipher.encode(counter, nonce);
        if (in.hasArray() && out.hasArray()) {
            int written = transform(nonce, associated, in.array(), in.arrayOffset() + in.readerIndex(), length, out.array(),
                    out.arrayOffset() + out.writerIndex());
            in.skipBytes(length);
            out.writerIndex(out.writerIndex() + written);
        } else {
            byte[] scratch = SCRATCH.get();
            in.readBytes(scratch, 0, length);
            out.writeBytes(scratch, 0, transform(nonce, associated, scratch, 0, length, scratch, 0));
        }
    }
}
