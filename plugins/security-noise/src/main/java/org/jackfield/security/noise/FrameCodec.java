package org.jackfield.security.noise;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.PromiseCombiner;
import org.jspecify.annotations.Nullable;

import org.jackfield.spi.ProtocolViolation;

/**
 * Encrypts and decrypts the frames of one connection, in its event loop. A frame is its length in two bytes, big-endian, and that many
 * bytes of ciphertext and tag. Source: libp2p specs, noise/README.md, Wire Format.
 */
final class FrameCodec extends ChannelDuplexHandler {
    /** Bytes in front of a frame. */
    static final int HEADER = 2;
    /** Longest ciphertext with tag. */
    static final int MAX_FRAME = 65_535;
    /** Longest plaintext of one frame. */
    static final int MAX_PLAIN = MAX_FRAME - FrameCipher.TAG;

    private final CipherState sealing;
    private final CipherState opening;
    /** The beginning of a frame, header included, whose rest has not arrived. */
    private @Nullable ByteBuf partial;
    private boolean passedOn;
    private boolean failed;

    FrameCodec(CipherState sealing, CipherState opening) {
        this.sealing = sealing;
        this.opening = opening;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            while (!failed && in.isReadable()) {
                if (partial != null) {
                    complete(ctx, partial, in);
                } else if (!openNext(ctx, in)) {
                    keep(ctx, in);
                }
            }
        } catch (ProtocolViolation e) {
            fail(ctx, e);
        } finally {
            in.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (!passedOn && !failed && !ctx.channel().config().isAutoRead()) {
            // who asked for data got none yet
            ctx.read();
        }
        passedOn = false;
        ctx.fireChannelReadComplete();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        drop();
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        drop();
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        ByteBuf plain = (ByteBuf) message;
        try {
            if (plain.readableBytes() <= MAX_PLAIN) {
                writeFrame(ctx, plain, plain.readableBytes(), promise);
            } else {
                writeFrames(ctx, plain, promise);
            }
        } catch (ProtocolViolation e) {
            if (!promise.isVoid()) {
                promise.tryFailure(e);
            }
            fail(ctx, e);
        } finally {
            plain.release();
        }
    }

    /** Decrypts the frame at the reader index if all of it is there. */
    private boolean openNext(ChannelHandlerContext ctx, ByteBuf in) throws ProtocolViolation {
        if (in.readableBytes() < HEADER) {
            return false;
        }
        int length = frameLength(in);
        if (in.readableBytes() < HEADER + length) {
            return false;
        }
        in.skipBytes(HEADER);
        ByteBuf plain = ctx.alloc().directBuffer(length - FrameCipher.TAG, length - FrameCipher.TAG);
        try {
            opening.open(FrameCipher.NOTHING, in, length, plain);
        } catch (ProtocolViolation | RuntimeException e) {
            plain.release();
            throw e;
        }
        if (plain.isReadable()) {
            passedOn = true;
            ctx.fireChannelRead(plain);
        } else {
            plain.release();
        }
        return true;
    }

    /** Moves what is missing of the frame begun from {@code in} to it, as far as it is there. */
    private void complete(ChannelHandlerContext ctx, ByteBuf begun, ByteBuf in) throws ProtocolViolation {
        move(in, begun, HEADER - begun.readableBytes());
        if (begun.readableBytes() >= HEADER) {
            move(in, begun, HEADER + frameLength(begun) - begun.readableBytes());
            if (openNext(ctx, begun)) {
                drop();
            }
        }
    }

    private static void move(ByteBuf from, ByteBuf to, int wanted) {
        int count = Math.min(from.readableBytes(), wanted);
        if (count > 0) {
            to.writeBytes(from, count);
        }
    }

    /** Grows with what arrives, not with what the header promises. */
    private void keep(ChannelHandlerContext ctx, ByteBuf in) {
        int size = in.readableBytes();
        partial = ctx.alloc().directBuffer(size, HEADER + MAX_FRAME).writeBytes(in);
    }

    private static int frameLength(ByteBuf in) throws ProtocolViolation {
        int length = in.getUnsignedShort(in.readerIndex());
        if (length < FrameCipher.TAG) {
            throw new ProtocolViolation("noise: a frame has at least " + FrameCipher.TAG + " bytes, this one " + length);
        }
        return length;
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

    private void fail(ChannelHandlerContext ctx, ProtocolViolation cause) {
        if (!failed) {
            failed = true;
            drop();
            ctx.fireExceptionCaught(cause);
            ctx.close();
        }
    }

    private void drop() {
        ByteBuf begun = partial;
        partial = null;
        if (begun != null) {
            begun.release();
        }
    }
}
