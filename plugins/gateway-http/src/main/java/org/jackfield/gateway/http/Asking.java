package org.jackfield.gateway.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;

/**
 * Asks again as long as nothing came of what was asked for. Netty's handler that gives one message per question forgets the question when
 * bytes arrived that make no message yet: half of a head, or a step of TLS. Event loop only.
 */
final class Asking extends ChannelDuplexHandler {
    private boolean waiting;

    @Override
    public void read(ChannelHandlerContext ctx) {
        waiting = true;
        ctx.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        waiting = false;
        ctx.fireChannelRead(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (waiting) {
            ctx.read();
        }
        ctx.fireChannelReadComplete();
    }
}
