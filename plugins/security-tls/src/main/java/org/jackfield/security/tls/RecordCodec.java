package org.jackfield.security.tls;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;

import org.jackfield.spi.ProtocolViolation;
import org.jackfield.spi.datapath.FramedCodec;

/**
 * Encrypts and decrypts the records of one connection, in its event loop. Netty's own handler would run the handshake too, and so wants the
 * channel before there is a peer.
 */
final class RecordCodec extends FramedCodec {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    /** What encryption adds to a record at most: header, type, tag, and room for a nonce. */
    private static final int OVERHEAD = 64;

    private final SSLEngine engine;
    /** Room the engine wants for each record, however short. */
    private final int packet;

    /** @param engine whose handshake is done */
    RecordCodec(SSLEngine engine) {
        super(Records.HEADER, Records.HEADER + Records.MAX_BODY);
        this.engine = engine;
        this.packet = engine.getSession().getPacketBufferSize();
    }

    @Override
    protected int frameLength(ByteBuf in) throws ProtocolViolation {
        try {
            return Records.HEADER + Records.encryptedBody(in);
        } catch (SSLException e) {
            throw violation(e);
        }
    }

    @Override
    protected void open(ChannelHandlerContext ctx, ByteBuf in, int length) throws ProtocolViolation {
        ByteBuf plain = ctx.alloc().directBuffer(length, length);
        SSLEngineResult result;
        try {
            result = engine.unwrap(in.nioBuffer(in.readerIndex(), length), plain.nioBuffer(0, length));
        } catch (SSLException e) {
            plain.release();
            throw violation(e);
        } catch (RuntimeException e) {
            plain.release();
            throw e;
        }
        in.skipBytes(length);
        passOn(ctx, plain.writerIndex(result.bytesProduced()));
        try {
            after(ctx, result, length);
        } catch (SSLException e) {
            throw violation(e);
        }
    }

    @Override
    protected void seal(ChannelHandlerContext ctx, ByteBuf plain, ChannelPromise promise) throws ProtocolViolation {
        try {
            ctx.write(plain.isReadable() ? encrypt(ctx, plain) : Unpooled.EMPTY_BUFFER, promise);
        } catch (SSLException e) {
            throw violation(e);
        }
    }

    /** A close_notify, without which a peer takes the end for an attack. Source: RFC 8446, section 6.1. */
    @Override
    protected void sealEnd(ChannelHandlerContext ctx) {
        if (!engine.isOutboundDone() && ctx.channel().isActive()) {
            engine.closeOutbound();
            try {
                flushEngine(ctx);
            } catch (SSLException _) {
                // it ends anyway
            }
        }
    }

    /** Whoever sits between can close a socket, but not say so in the peer's name. Source: RFC 8446, section 6.1. */
    @Override
    protected Optional<IOException> cutOff() {
        return engine.isInboundDone() || engine.isOutboundDone()
                ? Optional.empty()
                : Optional
                        .of(new EOFException("tls: the link was closed without a close_notify of the peer: its last words may be missing"));
    }

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        sealEnd(ctx);
        ctx.close(promise);
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
    private ByteBuf encrypt(ChannelHandlerContext ctx, ByteBuf plain) throws SSLException {
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

    private static ProtocolViolation violation(SSLException cause) {
        return new ProtocolViolation("tls: " + cause.getMessage(), cause);
    }
}
