package org.jackfield.transport.ws;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayDeque;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

import org.jackfield.spi.ProtocolViolation;
import org.jackfield.spi.datapath.Farewell;
import org.jackfield.spi.datapath.Role;
import org.jackfield.transport.ws.FrameHeader.Kind;

/**
 * Makes binary frames of bytes and bytes of frames, whose borders mean nothing; so the payload of a frame is passed on as it arrives.
 * Answers control frames. Until somebody reads, what arrives is kept: the peer may speak before there is a next layer. Event loop only.
 */
final class FrameCodec extends ChannelDuplexHandler implements Farewell {
    /** Name in the pipeline. */
    static final String NAME = "ws";
    /** Longest payload sent in one frame: the longest length of two bytes. */
    static final int MAX_SENT = 65_535;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Role role;
    private final FrameReader frames;
    private final ArrayDeque<ByteBuf> early = new ArrayDeque<>(1);
    private final ByteBuf control = Unpooled.buffer(0, FrameHeader.MAX_CONTROL);
    private @Nullable ByteBuf unansweredPing;
    private boolean flowing;
    private boolean passedOn;
    private boolean unflushed;
    private boolean over;
    private boolean closeSent;

    /**
     * @param role     which end this node is
     * @param maxFrame most bytes a peer's frame may carry
     */
    FrameCodec(Role role, long maxFrame) {
        this.role = role;
        this.frames = new FrameReader(role == Role.RESPONDER, maxFrame);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof ByteBuf in)) {
            ReferenceCountUtil.release(message); // what the codec of the handshake had left to say
        } else if (flowing) {
            receive(ctx, in);
        } else {
            early.add(in);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (unflushed) {
            unflushed = false;
            ctx.flush();
        }
        if (flowing && !passedOn && !over && !ctx.channel().config().isAutoRead()) {
            // who asked for data got none yet
            ctx.read();
        }
        passedOn = false;
        ctx.fireChannelReadComplete();
    }

    /** Whoever reads for the first time is the next layer, and gets what arrived before it. */
    @Override
    public void read(ChannelHandlerContext ctx) {
        flowing = true;
        if (!early.isEmpty()) {
            ByteBuf in;
            while ((in = early.poll()) != null) {
                receive(ctx, in);
            }
            channelReadComplete(ctx);
        }
        ctx.read();
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        ByteBuf payload = (ByteBuf) message;
        if (closeSent) {
            payload.release();
            if (!promise.isVoid()) {
                promise.tryFailure(new IOException("the websocket is closed"));
            }
        } else if (!payload.isReadable()) {
            ctx.write(payload, promise);
        } else {
            while (payload.readableBytes() > MAX_SENT) {
                writeFrame(ctx, Kind.BINARY, payload.readRetainedSlice(MAX_SENT), ctx.newPromise());
            }
            writeFrame(ctx, Kind.BINARY, payload, promise);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        ByteBuf ping = unansweredPing;
        if (ping != null && ctx.channel().isWritable()) {
            unansweredPing = null;
            writeControl(ctx, Kind.PONG, ping);
            ctx.flush();
        }
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void sayFarewell(ChannelHandlerContext ctx) {
        sendClose(ctx, CloseCode.NORMAL);
        SslHandler tls = ctx.pipeline().get(SslHandler.class);
        if (tls != null) {
            tls.closeOutbound();
        }
    }

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        if (ctx.channel().isActive()) {
            sendClose(ctx, CloseCode.NORMAL);
        }
        ctx.close(promise);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        over = true;
        drop();
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        over = true;
        drop();
    }

    private void receive(ChannelHandlerContext ctx, ByteBuf in) {
        try {
            while (!over) {
                FrameHeader frame = frames.next(in);
                if (frame == null || !in.isReadable() && frame.length() > 0) {
                    break;
                }
                int count = frames.unmask(in);
                if (frame.kind().isControl()) {
                    control.writeBytes(in, count);
                    if (frames.isBetweenFrames()) {
                        obey(ctx, frame.kind());
                    }
                } else if (count > 0 && !closeSent) {
                    passedOn = true;
                    if (count == in.readableBytes()) {
                        ByteBuf last = in;
                        in = Unpooled.EMPTY_BUFFER;
                        ctx.fireChannelRead(last);
                    } else {
                        ctx.fireChannelRead(in.readRetainedSlice(count));
                    }
                } else {
                    in.skipBytes(count);
                }
            }
        } catch (BadFrame e) {
            fail(ctx, e);
        } finally {
            in.release();
        }
    }

    private void obey(ChannelHandlerContext ctx, Kind kind) throws BadFrame {
        switch (kind) {
            case PING -> answer(ctx);
            case CLOSE -> ended(ctx);
            case PONG, CONTINUATION, TEXT, BINARY -> {
                // a pong nobody asked for means nothing
            }
        }
        control.clear();
    }

    /** A peer that does not take what it asks for gets one answer, to the last of its pings. Source: RFC 6455, section 5.5.3. */
    private void answer(ChannelHandlerContext ctx) {
        ByteBuf body = Unpooled.copiedBuffer(control);
        if (ctx.channel().isWritable() && !closeSent) {
            writeControl(ctx, Kind.PONG, body);
            unflushed = true;
        } else {
            ByteBuf older = unansweredPing;
            unansweredPing = body;
            if (older != null) {
                older.release();
            }
        }
    }

    private void ended(ChannelHandlerContext ctx) throws BadFrame {
        int length = control.readableBytes();
        int code = length == 0 ? CloseCode.NONE : length == 1 ? 0 : control.getUnsignedShort(0);
        if (length > 0 && !CloseCode.isValid(code)) {
            throw new BadFrame(CloseCode.PROTOCOL_ERROR, "a Close frame with code " + code);
        }
        over = true;
        if (!CloseCode.isClean(code)) {
            ctx.fireExceptionCaught(new IOException("the peer closed the websocket with code " + code));
        }
        sendClose(ctx, code == CloseCode.NONE ? CloseCode.NORMAL : code);
        ctx.close();
    }

    private void fail(ChannelHandlerContext ctx, BadFrame cause) {
        over = true;
        drop();
        sendClose(ctx, cause.code());
        ctx.fireExceptionCaught(new ProtocolViolation(String.valueOf(cause.getMessage()), cause));
        ctx.close();
    }

    private void sendClose(ChannelHandlerContext ctx, int code) {
        if (!closeSent) {
            closeSent = true;
            writeControl(ctx, Kind.CLOSE, ctx.alloc().directBuffer(Short.BYTES).writeShort(code));
            ctx.flush();
        }
    }

    private void writeControl(ChannelHandlerContext ctx, Kind kind, ByteBuf body) {
        writeFrame(ctx, kind, body, ctx.newPromise());
    }

    /** Takes the payload, and masks it where it is if this node dialed. */
    private void writeFrame(ChannelHandlerContext ctx, Kind kind, ByteBuf payload, ChannelPromise promise) {
        boolean masks = role == Role.INITIATOR;
        int mask = masks ? RANDOM.nextInt() : 0;
        int length = payload.readableBytes();
        ByteBuf own = masks ? exclusive(payload) : payload;
        if (masks) {
            Mask.apply(own, own.readerIndex(), length, mask, 0);
        }
        ByteBuf header = ctx.alloc().directBuffer(FrameHeader.LONGEST);
        new FrameHeader(true, kind, length, masks, mask).write(header);
        ctx.write(header, ctx.voidPromise());
        ctx.write(own, promise);
    }

    private static ByteBuf exclusive(ByteBuf payload) {
        if (payload.refCnt() == 1 && !payload.isReadOnly() && payload.nioBufferCount() == 1) {
            return payload;
        }
        ByteBuf copy = payload.copy();
        payload.release();
        return copy;
    }

    private void drop() {
        ByteBuf next;
        while ((next = early.poll()) != null) {
            next.release();
        }
        ByteBuf ping = unansweredPing;
        unansweredPing = null;
        if (ping != null) {
            ping.release();
        }
    }
}
