package org.jackfield.muxer.mplex;

import java.time.Duration;
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
import org.jackfield.spi.datapath.SessionListener;

/** One session whose peer is the test: bytes in and out in hex, time as the test sets it. */
final class WireEnd implements SessionListener, AutoCloseable {
    static final MplexConfig SMALL = new MplexConfig(4, 3, ByteSize.kibi(64), ByteSize.kibi(128), Duration.ofSeconds(5), ByteSize.kibi(64));

    final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true, true);
    final EmbeddedChannel channel = new EmbeddedChannel();
    final MplexSession session;
    final List<MuxedStream> inbound = new ArrayList<>();
    final List<ConnectionClosed> closed = new ArrayList<>();
    private long now;

    WireEnd() {
        this(new MplexProvider().defaults());
    }

    WireEnd(MplexConfig config) {
        channel.config().setAllocator(allocator);
        session = new MplexSession(config, channel, this, () -> now);
        channel.pipeline().addLast(session.handler());
        channel.runPendingTasks();
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

    /** Delivers bytes as one read of the socket, also after the channel was closed: a handler in front may still hold some. */
    void receive(byte[] bytes) {
        ByteBuf data = allocator.heapBuffer(Math.max(1, bytes.length), Math.max(1, bytes.length)).writeBytes(bytes);
        channel.pipeline().fireChannelRead(data);
        channel.pipeline().fireChannelReadComplete();
        channel.runPendingTasks();
    }

    /** Delivers a frame with zeros for a body. */
    void receive(FrameKind kind, boolean senderOpened, long id, int length) {
        ByteBuf frame = allocator.heapBuffer(FrameHeader.LARGEST + length).writeZero(FrameHeader.LARGEST);
        frame.readerIndex(FrameHeader.LARGEST);
        new FrameHeader(kind, senderOpened, id, length).prependTo(frame);
        byte[] bytes = ByteBufUtil.getBytes(frame.writeZero(length));
        frame.release();
        receive(bytes);
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
