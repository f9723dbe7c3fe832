package org.jackfield.security.noise;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.PromiseCombiner;

import org.jackfield.spi.ProtocolViolation;
import org.jackfield.spi.datapath.FramedCodec;

/**
 * Encrypts and decrypts the frames of one connection, in its event loop. A frame is its length in two bytes, big-endian, and that many
 * bytes of ciphertext and tag. Source: libp2p specs, noise/README.md, Wire Format.
 */
final class FrameCodec extends FramedCodec {
    /** Bytes in front of a frame. */
    static final int HEADER = 2;
    /** Longest ciphertext with tag. */
    static final int MAX_FRAME = 65_535;
    /** Longest plaintext of one frame. */
    static final int MAX_PLAIN = MAX_FRAME - FrameCipher.TAG;

    private final CipherState sealing;
    private final CipherState opening;

    FrameCodec(CipherState sealing, CipherState opening) {
        super(HEADER, HEADER + MAX_FRAME);
        this.sealing = sealing;
        this.opening = opening;
    }

    @Override
    protected int frameLength(ByteBuf in) throws ProtocolViolation {
        int length = in.getUnsignedShort(in.readerIndex());
        if (length < FrameCipher.TAG) {
            throw new ProtocolViolation("noise: a frame has at least " + FrameCipher.TAG + " bytes, this one " + length);
        }
        return HEADER + length;
    }

    @Override
    protected void open(ChannelHandlerContext ctx, ByteBuf in, int length) throws ProtocolViolation {
        int sealed = length - HEADER;
        in.skipBytes(HEADER);
        ByteBuf plain = ctx.alloc().directBuffer(sealed - FrameCipher.TAG, sealed - FrameCipher.TAG);
        try {
            opening.open(FrameCipher.NOTHING, in, sealed, plain);
        } catch (ProtocolViolation | RuntimeException e) {
            plain.release();
            throw e;
        }
        passOn(ctx, plain);
    }

    @Override
    protected void seal(ChannelHandlerContext ctx, ByteBuf plain, ChannelPromise promise) throws ProtocolViolation {
        if (plain.readableBytes() <= MAX_PLAIN) {
            writeFrame(ctx, plain, plain.readableBytes(), promise);
        } else {
            writeFrames(ctx, plain, promise);
        }
    }

    private void writeFrames(ChannelHandlerContext ctx, ByteBuf plain, ChannelPromise promise) throws ProtocolViolation {
        if (promise.isVoid()) {
            while (plain.isReadable()) {
                writeFrame(ctx, plain, Math.min(plain.readableBytes(), MAX_PLAIN), promise);
            }
            return;
        }
        PromiseCombiner all = new PromiseCombiner(ctx.executor());
        try {
            while (plain.isReadable()) {
                ChannelPromise each = ctx.newPromise();
                all.add((io.netty.util.concurrent.Future<?>) each);
                writeFrame(ctx, plain, Math.min(plain.readableBytes(), MAX_PLAIN), each);
            }
        } finally {
            all.finish(promise);
        }
    }

    private void writeFrame(ChannelHandlerContext ctx, ByteBuf plain, int length, ChannelPromise promise) throws ProtocolViolation {
        if (length == 0) {
            // a frame without text would be legal, but one peer in use ends the connection on it
            ctx.write(io.netty.buffer.Unpooled.EMPTY_BUFFER, promise);
            return;
        }
        int sealed = length + FrameCipher.TAG;
        ByteBuf out = ctx.alloc().directBuffer(HEADER + sealed, HEADER + sealed);
        try {
            sealing.seal(FrameCipher.NOTHING, plain, length, out.writeShort(sealed));
        } catch (ProtocolViolation | RuntimeException e) {
            out.release();
            throw e;
        }
        ctx.write(out, promise);
    }
}
