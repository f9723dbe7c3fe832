package org.jackfield.spi.tck;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;

import org.jackfield.spi.ConnectionClosed;
import org.jackfield.spi.datapath.ConnectionScope;
import org.jackfield.spi.datapath.MuxedSession;
import org.jackfield.spi.datapath.MuxedStream;
import org.jackfield.spi.datapath.SessionListener;

/**
 * One session whose peer is the test: bytes in and out in hex, time as the test sets it. For the golden vectors and the malformed frames of a
 * muxer, which the contract, knowing no frames, cannot send. One thread only: the test's own is the event loop.
 *
 * @param <S> the muxer's session
 */
public class MuxerWire<S extends MuxedSession> implements SessionListener, AutoCloseable {
    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true, true);
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final List<MuxedStream> inbound = new ArrayList<>();
    private final List<ConnectionClosed> ends = new ArrayList<>();
    private final FakeConnectionScope scope = new FakeConnectionScope();
    private final S session;
    private long now;

    /** Puts a new session on a channel that is open already. */
    protected MuxerWire(SessionMaker<S> maker) {
        channel.config().setAllocator(allocator);
        session = maker.make(channel, scope, this, () -> now);
        channel.pipeline().addLast(session.handler());
        channel.runPendingTasks();
    }

    @Override
    public void inbound(MuxedStream stream) {
        inbound.add(stream);
    }

    @Override
    public void closed(ConnectionClosed reason) {
        ends.add(reason);
    }

    /** Gives the session under test. */
    public final S session() {
        return session;
    }

    /** Gives what the session may use. */
    public final FakeConnectionScope scope() {
        return scope;
    }

    /** Gives the channel under the session. */
    public final EmbeddedChannel channel() {
        return channel;
    }

    /** Gives what makes the buffers of this end; all of them have to be released. */
    public final ByteBufAllocator allocator() {
        return allocator;
    }

    /** Gives the streams the session announced, the first one first. */
    public final List<MuxedStream> inbound() {
        return List.copyOf(inbound);
    }

    /** Gives what the session said of its end; more than one is its mistake. */
    public final List<ConnectionClosed> ends() {
        return List.copyOf(ends);
    }

    /** Delivers bytes, written in hex, as one read of the socket. */
    public final void receive(String hex) {
        receive(ByteBufUtil.decodeHexDump(hex));
    }

    /** Delivers bytes as one read of the socket. */
    public final void receive(byte[] bytes) {
        receive(allocator.heapBuffer(Math.max(1, bytes.length), Math.max(1, bytes.length)).writeBytes(bytes));
    }

    /** Delivers bytes, taking them, as one read; also after the channel was closed: a handler in front may still hold some. */
    public final void receive(ByteBuf bytes) {
        channel.pipeline().fireChannelRead(bytes);
        channel.pipeline().fireChannelReadComplete();
        channel.runPendingTasks();
    }

    /** Gives what was sent since the last call, in hex. */
    public final String sent() {
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
    public final long discardSent() {
        channel.runPendingTasks();
        long size = 0;
        ByteBuf next;
        while ((next = channel.readOutbound()) != null) {
            size += next.readableBytes();
            next.release();
        }
        return size;
    }

    /** Moves time, and runs what was scheduled for it. */
    public final void advance(long time, TimeUnit unit) {
        now += unit.toNanos(time);
        channel.advanceTimeBy(time, unit);
        channel.runScheduledPendingTasks();
    }

    /** Sets whether the channel takes more. */
    public final void writable(boolean writable) {
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, writable);
        channel.runPendingTasks();
    }

    /** Tells whether the channel is open. */
    public final boolean isOpen() {
        channel.runPendingTasks();
        return channel.isOpen();
    }

    /**
     * Gives why the session ended.
     *
     * @throws AssertionError if it did not, or said so more than once
     */
    public final ConnectionClosed reason() {
        channel.runPendingTasks();
        if (ends.size() != 1) {
            throw new AssertionError("closed " + ends.size() + " times");
        }
        return ends.getFirst();
    }

    /** Counts the bytes of all buffers that are not released. */
    public final long memory() {
        return allocator.metric().usedDirectMemory() + allocator.metric().usedHeapMemory();
    }

    /**
     * Delivers arbitrary bytes and tells in words what the session made of them: a fuzz test compares both ways of splitting.
     *
     * @param split false: as one read; true: as many reads of 1 to 20 bytes, the same for the same input
     */
    public final String outcomeOf(byte[] input, boolean split) {
        Random random = new Random(Arrays.hashCode(input));
        for (int at = 0; at < input.length;) {
            int size = split ? Math.min(input.length - at, 1 + random.nextInt(20)) : input.length;
            receive(Arrays.copyOfRange(input, at, at + size));
            at += size;
        }
        StringBuilder outcome = new StringBuilder();
        outcome.append(isOpen()).append(' ').append(sent()).append(' ').append(session.streams());
        ends.forEach(reason -> outcome.append(' ').append(reason.getMessage()));
        inbound.forEach(stream -> outcome.append('\n').append(contents(stream)));
        return outcome.toString();
    }

    /** Takes what a stream received, without waiting, in hex. */
    public static String contents(MuxedStream stream) {
        StringBuilder contents = new StringBuilder();
        ByteBuf next;
        while ((next = stream.poll()) != null) {
            contents.append(ByteBufUtil.hexDump(next));
            next.release();
        }
        return contents.toString();
    }

    /** Ends the connection; everything has to be given back. */
    @Override
    public final void close() {
        channel.close();
        inbound.forEach(MuxedStream::closeRead);
        channel.finishAndReleaseAll();
        if (memory() != 0) {
            throw new AssertionError(memory() + " bytes of buffers were not released");
        }
        if (session.streams() != 0 || ends.size() != 1) {
            throw new AssertionError(session.streams() + " streams left, closed " + ends.size() + " times");
        }
    }

    /**
     * Makes the session under test.
     *
     * @param <S> the muxer's session
     */
    @FunctionalInterface
    protected interface SessionMaker<S extends MuxedSession> {
        /** Makes a session that reserves in the scope, tells the listener and reads the time, in nanoseconds, from the clock given. */
        S make(Channel channel, ConnectionScope scope, SessionListener listener, LongSupplier nanoTime);
    }
}
