package org.jackfield.spi.datapath;

import java.io.IOException;
import java.util.Optional;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import org.jspecify.annotations.Nullable;

import org.jackfield.spi.ProtocolViolation;

/**
 * What the codecs of every security protocol do alike: put frames together that arrive in pieces, without keeping what is whole, and end the
 * connection on the first one that is wrong. A protocol adds how a frame is opened and sealed. Event loop only.
 */
public abstract class FramedCodec extends ChannelDuplexHandler implements Farewell {
    private final int header;
    private final int largest;
    /** The beginning of a frame, header included, whose rest has not arrived. */
    private @Nullable ByteBuf partial;
    private boolean passedOn;
    /** Nothing is opened any more: a frame was wrong, or this node has left. */
    private boolean over;

    /**
     * @param header  bytes from which the length of a frame can be told
     * @param largest bytes of the longest frame, header included
     */
    protected FramedCodec(int header, int largest) {
        this.header = header;
        this.largest = largest;
    }

    /**
     * Tells how long a frame is, header included.
     *
     * @param in borrowed; the header is at the reader index, which stays
     * @throws ProtocolViolation if no frame begins so
     */
    protected abstract int frameLength(ByteBuf in) throws ProtocolViolation;

    /**
     * Decrypts a frame; gives what it says to {@link #passOn}.
     *
     * @param in     borrowed; the frame is at the reader index and is read
     * @param length bytes of the frame, header included
     * @throws ProtocolViolation if it does not verify
     */
    protected abstract void open(ChannelHandlerContext ctx, ByteBuf in, int length) throws ProtocolViolation;

    /**
     * Encrypts and writes.
     *
     * @param plain borrowed; all of it is read
     * @throws ProtocolViolation if nothing more can be encrypted
     */
    protected abstract void seal(ChannelHandlerContext ctx, ByteBuf plain, ChannelPromise promise) throws ProtocolViolation;

    /** Writes and flushes what tells the peer that nothing follows; nothing if the protocol has no words for it, or none are left. */
    protected void sealEnd(ChannelHandlerContext ctx) {}

    /** Tells what is missing when the link is gone; nothing if the protocol has no words for an end, so that none can be missed. */
    protected Optional<IOException> cutOff() {
        return Optional.empty();
    }

    @Override
    public final void sayFarewell(ChannelHandlerContext ctx) {
        sealEnd(ctx);
        over = true;
        drop();
    }

    /** Passes decrypted bytes on, taking them; a frame may hold none. */
    protected final void passOn(ChannelHandlerContext ctx, ByteBuf plain) {
        if (plain.isReadable()) {
            passedOn = true;
            ctx.fireChannelRead(plain);
        } else {
            plain.release();
        }
    }

    @Override
    public final void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            while (!over && in.isReadable()) {
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
    public final void channelReadComplete(ChannelHandlerContext ctx) {
        if (!passedOn && !over && !ctx.channel().config().isAutoRead()) {
            // who asked for data got none yet
            ctx.read();
        }
        passedOn = false;
        ctx.fireChannelReadComplete();
    }

    @Override
    public final void channelInactive(ChannelHandlerContext ctx) {
        drop();
        if (!over) {
            cutOff().ifPresent(ctx::fireExceptionCaught);
        }
        ctx.fireChannelInactive();
    }

    @Override
    public final void handlerRemoved(ChannelHandlerContext ctx) {
        drop();
    }

    @Override
    public final void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        ByteBuf plain = (ByteBuf) message;
        try {
            seal(ctx, plain, promise);
        } catch (ProtocolViolation e) {
            if (!promise.isVoid()) {
                promise.tryFailure(e);
            }
            fail(ctx, e);
        } finally {
            plain.release();
        }
    }

    /** Opens the frame at the reader index if all of it is there. */
    private boolean openNext(ChannelHandlerContext ctx, ByteBuf in) throws ProtocolViolation {
        if (in.readableBytes() < header) {
            return false;
        }
        int length = frameLength(in);
        if (in.readableBytes() < length) {
            return false;
        }
        open(ctx, in, length);
        return true;
    }

    /** Moves what is missing of the frame begun from {@code in} to it, as far as it is there. */
    private void complete(ChannelHandlerContext ctx, ByteBuf begun, ByteBuf in) throws ProtocolViolation {
        move(in, begun, header - begun.readableBytes());
        if (begun.readableBytes() >= header) {
            move(in, begun, frameLength(begun) - begun.readableBytes());
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
        partial = ctx.alloc().directBuffer(in.readableBytes(), largest).writeBytes(in);
    }

    private void fail(ChannelHandlerContext ctx, ProtocolViolation cause) {
        if (!over) {
            over = true;
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
