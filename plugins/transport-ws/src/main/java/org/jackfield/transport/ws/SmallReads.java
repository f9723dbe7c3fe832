package org.jackfield.transport.ws;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;

/**
 * Copies what was read into memory of its size. Decoders keep what they cannot use yet, and with it the large buffer that a loop reads
 * into: a few bytes of a head or a record would occupy it for each link.
 */
@ChannelHandler.Sharable
final class SmallReads extends ChannelInboundHandlerAdapter {
    static final SmallReads INSTANCE = new SmallReads();
    /** Name in the pipeline. */
    static final String NAME = "small-reads";
    /**
     * What a handler of TLS gets at a time until the handshake is done. Of junk it makes a message with all that it got in hex, which for a
     * whole read takes milliseconds and a megabyte.
     */
    private static final int HANDSHAKE_PIECE = 512;

    private SmallReads() {}

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        SslHandler tls = ctx.pipeline().get(SslHandler.class);
        try {
            while (in.isReadable() && !hasFailed(tls)) {
                int count = isShaking(tls) ? Math.min(in.readableBytes(), HANDSHAKE_PIECE) : in.readableBytes();
                ctx.fireChannelRead(ctx.alloc().directBuffer(count, count).writeBytes(in, count));
            }
        } finally {
            in.release();
        }
    }

    private static boolean isShaking(@Nullable SslHandler tls) {
        return tls != null && !tls.handshakeFuture().isDone();
    }

    private static boolean hasFailed(@Nullable SslHandler tls) {
        return tls != null && tls.handshakeFuture().isDone() && !tls.handshakeFuture().isSuccess();
    }
}
