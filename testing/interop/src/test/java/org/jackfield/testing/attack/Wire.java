package org.jackfield.testing.attack;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

import org.jackfield.spi.datapath.FrameBuffers;

/** The attacker's end of an encrypted link. */
final class Wire extends ChannelInboundHandlerAdapter {
    private final Channel channel;
    private final AtomicLong received = new AtomicLong();
    private final CountDownLatch closed = new CountDownLatch(1);

    Wire(Channel channel) {
        this.channel = channel;
    }

    /** Stops or goes on taking what the node sends. */
    void listening(boolean on) {
        channel.config().setAutoRead(on);
    }

    /** Sends bytes as they are; waits while the node does not take them. */
    void send(byte[] data) {
        ByteBuf frame = FrameBuffers.allocate(channel.alloc(), data.length).writeBytes(data);
        channel.writeAndFlush(frame);
    }

    long received() {
        return received.get();
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    boolean awaitClosed(long seconds) throws InterruptedException {
        return closed.await(seconds, TimeUnit.SECONDS);
    }

    void close() {
        channel.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf data = (ByteBuf) message;
        received.addAndGet(data.readableBytes());
        data.release();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        closed.countDown();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        closed.countDown();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
