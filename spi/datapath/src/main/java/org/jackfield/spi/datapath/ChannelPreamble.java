package org.jackfield.spi.datapath;

import java.io.EOFException;
import java.io.IOException;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;

import org.jackfield.spi.Deadline;

/**
 * The preamble of a Netty channel: a handler at the end of the pipeline that keeps what arrives for one reading thread, until it hands the
 * channel over to the handlers of the next layer.
 */
public final class ChannelPreamble extends ChannelInboundHandlerAdapter implements Preamble {
    /** Reading stops while more than this waits: a handshake needs far less. */
    private static final int MAX_BUFFERED = 128 * 1024;

    private final Channel channel;
    private final ReadQueue received = new ReadQueue();
    private @Nullable ByteBuf current;

    /** Makes a preamble; add it to the pipeline, in the event loop, or give it to {@link #handOver}. */
    public ChannelPreamble(Channel channel) {
        this.channel = channel;
    }

    @Override
    public byte[] read(int length) throws IOException {
        if (length < 0 || length > MAX_READ) {
            throw new IllegalArgumentException("length is 0 to " + MAX_READ + ": " + length);
        }
        byte[] out = new byte[length];
        int at = 0;
        while (at < length) {
            ByteBuf from = next();
            int count = Math.min(from.readableBytes(), length - at);
            from.readBytes(out, at, count);
            at += count;
        }
        return out;
    }

    @Override
    public int buffered() {
        ByteBuf buf = current;
        return received.queuedBytes() + (buf == null ? 0 : buf.readableBytes());
    }

    @Override
    public void write(byte[] data) throws IOException {
        if (!channel.isActive()) {
            throw new EOFException("the link is closed");
        }
        ByteBuf buffer = FrameBuffers.allocate(channel.alloc(), data.length).writeBytes(data);
        channel.writeAndFlush(buffer, channel.voidPromise());
    }

    /**
     * Leaves the pipeline to {@code handlers}: adds them at its end, gives them what was received and not read, and removes this one. What
     * the calling thread writes to the channel afterwards passes through them. Call it once, from the reading thread.
     */
    public void handOver(ChannelHandler... handlers) {
        ByteBuf rest = current;
        current = null;
        if (channel.eventLoop().inEventLoop()) {
            replace(rest, handlers);
        } else {
            channel.eventLoop().execute(() -> replace(rest, handlers));
        }
    }

    /** Frees what was received and closes the channel: ends an upgrade that failed. Once, from the reading thread. */
    public void discard() {
        ByteBuf rest = current;
        current = null;
        if (rest != null) {
            rest.release();
        }
        received.drop();
        channel.close();
    }

    /** Fails the waiting read with {@code cause} and closes the channel. Any thread. */
    public void abort(IOException cause) {
        received.fail(cause);
        channel.close();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        if (!channel.isActive()) {
            received.fail(new EOFException("the link is closed"));
        } else if (!channel.config().isAutoRead()) {
            channel.config().setAutoRead(true);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        received.drop();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf data = (ByteBuf) message;
        ByteBuf whole = data.unwrap();
        received.offer(data, Math.max(data.capacity(), whole == null ? 0 : whole.capacity()));
        if (received.queuedBytes() > MAX_BUFFERED) {
            channel.config().setAutoRead(false);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        received.wake();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        received.fail(new EOFException("the peer closed the link"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        abort(cause instanceof IOException e ? e : new IOException(cause));
    }

    private ByteBuf next() throws IOException {
        ByteBuf buf = current;
        if (buf != null && buf.isReadable()) {
            return buf;
        }
        if (buf != null) {
            buf.release();
            current = null;
        }
        ByteBuf taken = received.take(Deadline.NEVER);
        if (taken == null) {
            throw new EOFException("the link ended");
        }
        if (!channel.config().isAutoRead() && received.queuedBytes() < MAX_BUFFERED / 2) {
            channel.config().setAutoRead(true);
        }
        current = taken;
        return taken;
    }

    private void replace(@Nullable ByteBuf rest, ChannelHandler... handlers) {
        ChannelHandlerContext ctx = channel.pipeline().context(this);
        if (ctx == null) {
            if (rest != null) {
                rest.release();
            }
            passOnTheEnd(handlers);
            return;
        }
        channel.pipeline().addLast(handlers);
        if (rest != null) {
            ctx.fireChannelRead(rest);
        }
        ByteBuf more;
        while ((more = received.poll()) != null) {
            ctx.fireChannelRead(more);
        }
        ctx.fireChannelReadComplete();
        if (!channel.isActive()) {
            ctx.fireChannelInactive();
        }
        channel.pipeline().remove(this);
        if (!channel.config().isAutoRead()) {
            channel.config().setAutoRead(true);
        }
    }

    /** The channel closed before the handover, and Netty emptied its pipeline: the next layer learns it as it is added, or waits for ever. */
    private void passOnTheEnd(ChannelHandler... handlers) {
        channel.pipeline().addLast(handlers);
        for (ChannelHandler handler : handlers) {
            channel.pipeline().remove(handler);
        }
    }
}
