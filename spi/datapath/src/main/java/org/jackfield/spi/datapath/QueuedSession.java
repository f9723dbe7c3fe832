package org.jackfield.spi.datapath;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;

import org.jackfield.spi.ConnectionClosed;
import org.jackfield.spi.ErrorCode;
import org.jackfield.spi.NetworkException;

/**
 * What the sessions of every muxer do alike: the table of streams, one wake-up per batch of frames, the bound on control frames, and an end
 * that leaves nobody waiting. A muxer adds how bytes become frames.
 *
 * @param <S> the muxer's kind of stream
 */
public abstract class QueuedSession<S extends QueuedStream> implements MuxedSession {
    private static final Set<ErrorCode> OFFENCES = Set.of(ErrorCode.RATE_LIMITED, ErrorCode.RESOURCE_LIMIT, ErrorCode.PROTOCOL_VIOLATION);

    private final Channel channel;
    private final ConnectionScope scope;
    private final SessionListener listener;
    private final WriteQueue outgoing;
    private final long mostQueued;
    private final ConcurrentHashMap<Long, S> streams = new ConcurrentHashMap<>();
    private final ArrayDeque<QueuedStream> touched = new ArrayDeque<>(4);
    private final ChannelHandler handler = new Handler();
    private volatile @Nullable ConnectionClosed end;
    private @Nullable ChannelHandlerContext context;

    /**
     * @param scope     where streams and memory are reserved
     * @param sendQueue bytes of frames that may wait to be sent before a writer blocks. Control frames do not block: when twice this amount
     *                  waits, the peer does not read what it makes us answer, and the session ends.
     */
    protected QueuedSession(Channel channel, ConnectionScope scope, SessionListener listener, long sendQueue) {
        this.channel = channel;
        this.listener = listener;
        this.scope = scope;
        this.outgoing = new WriteQueue(channel, sendQueue, scope);
        this.mostQueued = 2 * sendQueue + FrameBuffers.PAYLOAD;
    }

    @Override
    public final ChannelHandler handler() {
        return handler;
    }

    @Override
    public final int streams() {
        return streams.size();
    }

    @Override
    public final void close(ErrorCode code, String reason) {
        ConnectionClosed cause = new ConnectionClosed(false, code, reason, null);
        if (channel.eventLoop().inEventLoop()) {
            shutDown(cause);
        } else {
            channel.eventLoop().execute(() -> shutDown(cause));
        }
    }

    /** Starts what needs the loop, a timer for instance; event loop only. */
    protected void started(ChannelHandlerContext handlerContext) {}

    /** Reads all of {@code data}, borrowed; event loop only. What it throws ends the session. Stops reading once {@link #hasEnded}. */
    protected abstract void receive(ByteBuf data) throws NetworkException;

    /** Stops timers and wakes openers; event loop only. */
    protected void stopped() {}

    /** Makes the frame that tells the peer why this node ends the session; empty if the muxer has none. */
    protected ByteBuf farewell(ConnectionClosed cause) {
        return Unpooled.EMPTY_BUFFER;
    }

    /** Gives the channel, for its loop and allocator. */
    protected final Channel channel() {
        return channel;
    }

    /** Gives where data frames wait to be sent. */
    protected final WriteQueue outgoing() {
        return outgoing;
    }

    /** Sends a control frame, taking it, without waiting; any thread. */
    protected final void sendControl(ByteBuf frame) {
        outgoing.putNow(frame);
        if (outgoing.queuedBytes() > mostQueued) {
            close(ErrorCode.RESOURCE_LIMIT, "the peer does not read: " + outgoing.queuedBytes() + " bytes wait, allowed are " + mostQueued);
        }
    }

    /** Gives where streams and memory are reserved. */
    protected final ConnectionScope scope() {
        return scope;
    }

    /** Puts a stream on the table; any thread. False if the key is taken. */
    protected final boolean add(long key, S stream) throws ConnectionClosed {
        boolean added = streams.putIfAbsent(key, stream) == null;
        ConnectionClosed cause = end;
        if (cause != null) {
            remove(key, stream);
            throw Failures.again(cause);
        }
        return added;
    }

    /** Finds a stream; any thread. */
    protected final @Nullable S find(long key) {
        return streams.get(key);
    }

    /** Gives all streams on the table, as they come and go. */
    protected final Iterable<S> all() {
        return streams.values();
    }

    /** Takes a stream off the table; any thread. False if it is not there. */
    protected final boolean remove(long key, S stream) {
        boolean removed = streams.remove(key, stream);
        if (removed) {
            stream.gone();
        }
        return removed;
    }

    /** Gives a stream that the peer opened to the listener; event loop only. */
    protected final void announce(S stream) {
        listener.inbound(stream);
    }

    /**
     * Gives received bytes to a stream, taking them; its reader is woken at the end of the batch. Event loop only.
     *
     * @param keepsAlive capacity in bytes of the memory that {@code data} is a slice of
     */
    protected final void deliver(S stream, ByteBuf data, int keepsAlive) {
        stream.deliver(data, keepsAlive);
        if (stream.touch()) {
            touched.add(stream);
        }
    }

    /** Tells whether the session has ended. */
    protected final boolean hasEnded() {
        return end != null;
    }

    /** Throws why the session ended, if it did. */
    protected final void failIfEnded() throws ConnectionClosed {
        ConnectionClosed cause = end;
        if (cause != null) {
            throw Failures.again(cause);
        }
    }

    /** Ends the session and closes the channel; when this node does it, the peer is told. Event loop only, idempotent. */
    protected final void shutDown(ConnectionClosed cause) {
        if (end != null) {
            return;
        }
        outgoing.drain();
        finish(cause);
        ChannelHandlerContext ctx = context;
        if (cause.remote() || ctx == null) {
            channel.close();
        } else {
            ctx.writeAndFlush(farewell(cause), ctx.voidPromise());
            Leaving.start(channel, OFFENCES.contains(cause.code()));
        }
    }

    private void finish(ConnectionClosed cause) {
        if (end != null) {
            return;
        }
        end = cause;
        outgoing.close(cause);
        stopped();
        streams.values().forEach(stream -> stream.fail(cause));
        touched.clear();
        listener.closed(cause);
    }

    private void fail(Throwable cause) {
        boolean remote = cause instanceof IOException;
        String message = remote ? "the connection failed: " + cause.getMessage() : "internal error: " + cause;
        shutDown(new ConnectionClosed(remote, ErrorCode.NONE, message, cause));
    }

    /** The face towards Netty, kept off the session's own methods. */
    private final class Handler extends ChannelInboundHandlerAdapter {
        @Override
        public void handlerAdded(ChannelHandlerContext ctx) {
            if (end != null || !channel.isOpen()) {
                channelInactive(ctx);
            } else if (channel.isActive()) {
                channelActive(ctx);
            }
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            if (context == null) {
                context = ctx;
                outgoing.attach(ctx);
                started(ctx);
            }
        }

        @Override
        public void handlerRemoved(ChannelHandlerContext ctx) {
            finish(new ConnectionClosed(false, ErrorCode.NONE, "the muxer was taken off the channel", null));
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ByteBuf data = (ByteBuf) message;
            try {
                if (end == null) {
                    receive(data);
                }
            } catch (NetworkException e) {
                shutDown(new ConnectionClosed(false, e.code(), String.valueOf(e.getMessage()), e));
            } finally {
                data.release();
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            QueuedStream stream;
            while ((stream = touched.poll()) != null) {
                stream.wake();
            }
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext ctx) {
            if (channel.isWritable()) {
                outgoing.drain();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            finish(new ConnectionClosed(true, ErrorCode.NONE, "the peer or the network closed the connection", null));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            fail(cause);
        }
    }
}
