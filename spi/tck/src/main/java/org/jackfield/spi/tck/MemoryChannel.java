package org.jackfield.spi.tck;

import java.io.IOException;
import java.net.SocketAddress;
import java.util.concurrent.atomic.AtomicBoolean;

import io.netty.buffer.ByteBuf;
import io.netty.channel.AbstractChannel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelMetadata;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.EventLoop;
import io.netty.util.ReferenceCountUtil;

/**
 * One end of a link in memory. Behaves like a socket channel: partial writes, writability by water mark, reads only when asked for, the end
 * of the link closes the channel. Bytes are copied, so the ends share no buffer.
 */
final class MemoryChannel extends AbstractChannel {
    private static final ChannelMetadata METADATA = new ChannelMetadata(false, 16);
    private static final int READS_AT_ONCE = 16;

    private final ChannelConfig config = new DefaultChannelConfig(this);
    private final LinkPipe incoming;
    private final LinkPipe outgoing;
    private final AtomicBoolean readScheduled = new AtomicBoolean();
    private MemoryChannel peer = this;
    private volatile boolean closed;
    private boolean readPending;

    MemoryChannel(LinkPipe incoming, LinkPipe outgoing) {
        super(null);
        this.incoming = incoming;
        this.outgoing = outgoing;
        config.setAutoRead(false);
    }

    /** Joins two ends; before they are registered. */
    static void join(MemoryChannel one, MemoryChannel other) {
        one.peer = other;
        other.peer = one;
    }

    /** Looks for something to read, soon. Any thread. */
    void readSoon() {
        if (readScheduled.compareAndSet(false, true)) {
            eventLoop().execute(this::readNow);
        }
    }

    /** Fails the link, as a socket does that was reset. Any thread. */
    void fail() {
        eventLoop().execute(() -> {
            if (!closed) {
                pipeline().fireExceptionCaught(new IOException("connection reset"));
                unsafe().close(voidPromise());
            }
        });
    }

    @Override
    public ChannelConfig config() {
        return config;
    }

    @Override
    public ChannelMetadata metadata() {
        return METADATA;
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public boolean isActive() {
        return !closed;
    }

    @Override
    protected AbstractUnsafe newUnsafe() {
        return new MemoryUnsafe();
    }

    @Override
    protected boolean isCompatible(EventLoop loop) {
        return true;
    }

    @Override
    protected SocketAddress localAddress0() {
        return new End(this);
    }

    @Override
    protected SocketAddress remoteAddress0() {
        return new End(peer);
    }

    @Override
    protected void doBind(SocketAddress address) {
        throw new UnsupportedOperationException("a link in memory is not bound");
    }

    @Override
    protected void doDisconnect() {
        doClose();
    }

    @Override
    protected void doClose() {
        closed = true;
        outgoing.end();
        incoming.closeRead();
        peer.readSoon();
        if (incoming.resumesWriter()) {
            peer.writeSoon();
        }
    }

    @Override
    protected void doBeginRead() {
        readPending = true;
        readSoon();
    }

    @Override
    protected void doWrite(ChannelOutboundBuffer out) throws IOException {
        while (out.current() instanceof ByteBuf buffer) {
            int offered = buffer.readableBytes();
            int count = outgoing.put(buffer);
            if (count > 0 || offered == 0) {
                out.removeBytes(count);
                peer.readSoon();
            }
            if (count < offered) {
                return;
            }
        }
    }

    @Override
    protected Object filterOutboundMessage(Object message) {
        if (message instanceof ByteBuf) {
            return message;
        }
        ReferenceCountUtil.release(message);
        throw new UnsupportedOperationException("a link carries ByteBufs, not " + message.getClass());
    }

    private void writeSoon() {
        eventLoop().execute(((MemoryUnsafe) unsafe())::resume);
    }

    private void readNow() {
        readScheduled.set(false);
        if (!readPending || closed) {
            return;
        }
        int reads = 0;
        ByteBuf data;
        while (reads < READS_AT_ONCE && (reads == 0 || config.isAutoRead()) && (data = incoming.take(alloc())) != null) {
            readPending = false;
            reads++;
            pipeline().fireChannelRead(data);
        }
        if (reads > 0) {
            if (incoming.resumesWriter()) {
                peer.writeSoon();
            }
            readPending |= config.isAutoRead();
            pipeline().fireChannelReadComplete();
            readSoon();
        } else if (incoming.atEnd()) {
            unsafe().close(voidPromise());
        }
    }

    private final class MemoryUnsafe extends AbstractUnsafe {
        @Override
        public void connect(SocketAddress remote, SocketAddress local, ChannelPromise promise) {
            promise.setFailure(new UnsupportedOperationException("a link in memory is connected from the start"));
        }

        void resume() {
            flush0();
        }
    }

    /** Names an end in logs. */
    private static final class End extends SocketAddress {
        private static final long serialVersionUID = 1L;

        private final String name;

        End(MemoryChannel channel) {
            this.name = "memory:" + channel.id().asShortText();
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
