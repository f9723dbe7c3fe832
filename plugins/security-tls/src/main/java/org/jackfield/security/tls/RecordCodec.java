package org.jackfield.security.tls;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import org.jspecify.annotations.Nullable;

import org.jackfield.spi.ProtocolViolation;

/**
 * Encrypts and decrypts the records of one connection, in its event loop. Netty's own handler would run the handshake too, and so wants the
 * channel before there is a peer.
 */
final class RecordCodec extends ChannelDuplexHandler {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    /** What encryption adds to a record at most: header, type, tag, and room for a nonce. */
    private static final int OVERHEAD = 64;

    private final SSLEngine engine;
    /** Room the engine wants for each record, however short. */
    private final int packet;
    /** The beginning of a record, header included, whose rest has not arrived. */
    private @Nullable ByteBuf partial;
    private boolean passedOn;
    private boolean failed;

    /** @param engine whose handshake is done */
    RecordCodec(SSLEngine engine) {
        this.engine = engine;
        this.packet = engine.getSession().getPacketBufferSize();
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
        } catch (SSLException e) {
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
            ctx.write(plain.isReadable() ? seal(ctx, plain) : Unpooled.EMPTY_BUFFER, promise);
        } catch (SSLException e) {
            if (!promise.isVoid()) {
                promise.tryFailure(e);
            }
            fail(ctx, e);
        } finally {
            plain.release();
        }
    }

    /** Tells the peer that nothing follows, if the engine still can, and closes. */
    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        if (!engine.isOutboundDone() && ctx.channel().isActive()) {
            engine.closeOutbound();
            try {
                flushEngine(ctx);
            } catch (SSLException _) {
                // it ends anyway
            }
        }
        ctx.close(promise);
    }

    /** Decrypts the record at the reader index if all of it is there. */
    private boolean openNext(ChannelHandlerContext ctx, ByteBuf in) throws SSLException {
        if (in.readableBytes() < Records.HEADER) {
            return false;
        }
        int size = Records.HEADER + Records.encryptedBody(in);
        if (in.readableBytes() < size) {
            return false;
        }
        ByteBuf plain = ctx.alloc().directBuffer(size, size);
        SSLEngineResult result;
        try {
            result = engine.unwrap(in.nioBuffer(in.readerIndex(), size), plain.nioBuffer(0, size));
        } catch (SSLException | RuntimeException e) {
            plain.release();
            throw e;
        }
        in.skipBytes(size);
        if (result.bytesProduced() > 0) {
            passedOn = true;
            ctx.fireChannelRead(plain.writerIndex(result.bytesProduced()));
        } else {
            plain.release();
        }
        after(ctx, result, size);
        return true;
    }

    /** Does what a record asks for besides: a change of keys, or the end. */
    private void after(ChannelHandlerContext ctx, SSLEngineResult result, int size) throws SSLException {
        if (result.getStatus() == Status.CLOSED) {
            ctx.close();
        } else if (result.getStatus() != Status.OK || result.bytesConsumed() != size) {
            throw new SSLException("a record of " + size + " bytes is " + result.getStatus());
        } else if (result.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
            Handshaker.runTasks(engine);
            flushEngine(ctx);
        } else if (result.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            flushEngine(ctx);
        }
    }

    /** Sends what the engine itself has to say. */
    private void flushEngine(ChannelHandlerContext ctx) throws SSLException {
        while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            ByteBuf out = ctx.alloc().directBuffer(packet, packet);
            SSLEngineResult result;
            try {
                result = engine.wrap(NOTHING, out.nioBuffer(0, packet));
            } catch (SSLException | RuntimeException e) {
                out.release();
                throw e;
            }
            ctx.writeAndFlush(out.writerIndex(result.bytesProduced()), ctx.voidPromise());
            if (result.bytesProduced() == 0) {
                return;
            }
        }
    }

    /** Encrypts all of {@code plain} into one buffer; gives it. */
    private ByteBuf seal(ChannelHandlerContext ctx, ByteBuf plain) throws SSLException {
        int length = plain.readableBytes();
        int records = (length + Records.MAX_PLAIN - 1) / Records.MAX_PLAIN;
        int capacity = length + records * OVERHEAD + packet;
        ByteBuf out = ctx.alloc().directBuffer(capacity);
        try {
            ByteBuffer text = plain.nioBuffer();
            while (text.hasRemaining()) {
                out.ensureWritable(packet);
                SSLEngineResult result = engine.wrap(text, out.nioBuffer(out.writerIndex(), out.writableBytes()));
                out.writerIndex(out.writerIndex() + result.bytesProduced());
                if (result.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
                    Handshaker.runTasks(engine);
                } else if (result.getStatus() != Status.OK || result.bytesProduced() == 0) {
                    throw new SSLException("the engine is " + result.getStatus());
                }
            }
            return out.readableBytes() < packet / 2 ? shrink(ctx, out) : out;
        } catch (SSLException | RuntimeException e) {
            out.release();
            throw e;
        }
    }

    /** A short record must not hold the room of a long one while it waits to be sent. */
    private static ByteBuf shrink(ChannelHandlerContext ctx, ByteBuf out) {
        ByteBuf exact = ctx.alloc().directBuffer(out.readableBytes(), out.readableBytes()).writeBytes(out);
        out.release();
        return exact;
    }

    /** Moves what is missing of the record begun from {@code in} to it, as far as it is there. */
    private void complete(ChannelHandlerContext ctx, ByteBuf begun, ByteBuf in) throws SSLException {
        move(in, begun, Records.HEADER - begun.readableBytes());
        if (begun.readableBytes() >= Records.HEADER) {
            move(in, begun, Records.HEADER + Records.encryptedBody(begun) - begun.readableBytes());
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
        partial = ctx.alloc().directBuffer(in.readableBytes(), Records.HEADER + Records.MAX_BODY).writeBytes(in);
    }

    private void fail(ChannelHandlerContext ctx, SSLException cause) {
        if (!failed) {
            failed = true;
            drop();
            ctx.fireExceptionCaught(new ProtocolViolation("tls: " + cause.getMessage(), cause));
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
