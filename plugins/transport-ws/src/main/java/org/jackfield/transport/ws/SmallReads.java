package org.jackfield.transport.ws;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Copies what was read into memory of its size. Decoders keep what they cannot use yet, and with it the large buffer that a loop reads
 * into: a few bytes of a head or a record would occupy it for each link.
 */
@ChannelHandler.Sharable
final class SmallReads extends ChannelInboundHandlerAdapter {
    static final SmallReads INSTANCE = new SmallReads();
    /** Name in the pipeline. */
    static final String NAME = "small-reads";

    private SmallReads() {}

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        int count = in.readableBytes();
        try {
            ctx.fireChannelRead(ctx.alloc().directBuffer(count, count).writeBytes(in));
        } finally {
            in.release();
        }
    }
}
