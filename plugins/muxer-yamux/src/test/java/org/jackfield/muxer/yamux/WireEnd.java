package org.jackfield.muxer.yamux;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;

import org.jackfield.spi.ByteSize;
import org.jackfield.spi.ConnectionClosed;
import org.jackfield.spi.datapath.MuxedStream;
import org.jackfield.spi.datapath.Role;
import org.jackfield.spi.datapath.SessionListener;

/** One session whose peer is the test: bytes in and out in hex, time as the test sets it. */
final class WireEnd implements SessionListener, AutoCloseable {
    /** The ping a session starts with. */
    static final String FIRST_PING = "000200010000000000000001";
    static final YamuxConfig DEFAULTS = new YamuxProvider().defaults();

    final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true, true);
    final EmbeddedChannel channel = new EmbeddedChannel();
    final YamuxSession session;
    final List<MuxedStream> inbound = new ArrayList<>();
    final List<ConnectionClosed> closed = new ArrayList<>();
    private long now;

    WireEnd(Role role) {
        this(role, DEFAULTS);
    }

    WireEnd(Role role, YamuxConfig config) {
        channel.config().setAllocator(allocator);
        session = new YamuxSession(config, channel, role, this, () -> now);
        channel.pipeline().addLast(session.handler());
        channel.runPendingTasks();
    }

    /** Starts behind the first ping. */
    static WireEnd started(Role role) {
        WireEnd end = new WireEnd(role);
        end.sent();
        return end;
    }

    static YamuxConfig config(int streams, long window, long connectionWindow) {
        return new YamuxConfig(streams, new ByteSize(window), new ByteSize(connectionWindow), DEFAULTS.sendQueue(), DEFAULTS.keepAlive(),
                DEFAULTS.pingTimeout());
    }

    @Override
    public void inbound(MuxedStream stream) {
        inbound.add(stream);
    }

    @Override
    public void closed(ConnectionClosed reason) {
        closed.add(reason);
    }

    void receive(String hex) {
        receive(ByteBufUtil.decodeHexDump(hex));
    }

    /** Delivers bytes as one read of the socket. */
    void receive(byte[] bytes) {
        deliver(allocator.heapBuffer(Math.max(1, bytes.length)).writeBytes(bytes));
    }

    /** Delivers bytes as one read, also after the channel was closed: a handler in front may still hold some. */
    private void deliver(ByteBuf bytes) {
        channel.pipeline().fireChannelRead(bytes);
        channel.pipeline().fireChannelReadComplete();
        channel.runPendingTasks();
    }

    void receive(FrameHeader header) {
        deliver(header.toFrame(allocator));
    }

    /** Delivers a data frame with zeros in it. */
    void receiveData(int flags, long stream, int length) {
        ByteBuf frame = allocator.heapBuffer(FrameHeader.SIZE + length).writeZero(FrameHeader.SIZE).writerIndex(FrameHeader.SIZE);
        frame.readerIndex(FrameHeader.SIZE);
        new FrameHeader(FrameType.DATA, flags, stream, length).prependTo(frame);
        deliver(frame.writeZero(length));
    }

    /** Gives what was sent since the last call, in hex. */
    String sent() {
        channel.runPendingTasks();
        StringBuilder hex = new StringBuilder();
        ByteBuf next;
        while ((next = channel.readOutbound()) != null) {
            hex.append(ByteBufUtil.hexDump(next));
            next.release();
        }
        return hex.toString();
    }

    /** Throws away what was sent; gives how many bytes it was. */
    long discardSent() {
        channel.runPendingTasks();
        long size = 0;
        ByteBuf next;
        while ((next = channel.readOutbound()) != null) {
            size += next.readableBytes();
            next.release();
        }
        return size;
    }

    void advance(long time, TimeUnit unit) {
        now += unit.toNanos(time);
        channel.advanceTimeBy(time, unit);
        channel.runScheduledPendingTasks();
    }

    void writable(boolean writable) {
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, writable);
        channel.runPendingTasks();
    }

    boolean isOpen() {
        channel.runPendingTasks();
        return channel.isOpen();
    }

    ConnectionClosed reason() {
        channel.runPendingTasks();
        if (closed.size() != 1) {
            throw new AssertionError("closed " + closed.size() + " times");
        }
        return closed.getFirst();
    }

    long memory() {
        return allocator.metric().usedDirectMemory() + allocator.metric().usedHeapMemory();
    }

    /** Ends the connection; everything has to be given back. */
    @Override
    public void close() {
        channel.close();
        inbound.forEach(MuxedStream::closeRead);
        channel.finishAndReleaseAll();
        if (memory() != 0) {
            throw new AssertionError(memory() + " bytes of buffers were not released");
        }
        if (session.streams() != 0 || closed.size() != 1) {
            throw new AssertionError(session.streams() + " streams left, closed " + closed.size() + " times");
        }
    }
}
