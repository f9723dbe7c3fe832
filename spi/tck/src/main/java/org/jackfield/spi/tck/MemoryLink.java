package org.jackfield.spi.tck;

import java.util.concurrent.CompletableFuture;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.local.LocalIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;

import org.jackfield.spi.datapath.Role;
import org.jackfield.spi.multiformats.Bytes;

/**
 * A link between two channels in memory, each on an event loop of its own, that delivers bytes as a test wants: in pieces, slowly, altered,
 * not at all. The pipelines are empty and auto-read is off, as after a dial. All methods are thread-safe.
 */
public final class MemoryLink implements AutoCloseable {
    private static final EventLoopGroup LOOPS = new MultiThreadIoEventLoopGroup(2, new DefaultThreadFactory("memory-link", true),
            LocalIoHandler.newFactory());

    private final LinkPipe fromInitiator;
    private final LinkPipe fromResponder;
    private final MemoryChannel initiator;
    private final MemoryChannel responder;
    private final TrackingAllocator allocator = new TrackingAllocator();

    /** Makes an open link. */
    public MemoryLink(Delivery delivery) {
        fromInitiator = new LinkPipe(delivery);
        fromResponder = new LinkPipe(delivery);
        initiator = new MemoryChannel(fromResponder, fromInitiator);
        responder = new MemoryChannel(fromInitiator, fromResponder);
        MemoryChannel.join(initiator, responder);
        EventLoop one = LOOPS.next();
        register(one, initiator);
        register(LOOPS.next(), responder);
    }

    /** Gives one end. */
    public Channel channel(Role end) {
        return memory(end);
    }

    /** Gives what makes the buffers of both ends. */
    public TrackingAllocator allocator() {
        return allocator;
    }

    /** Delivers nothing of what this end sends until {@link #resume}; it can send on until the link is full. */
    public void stall(Role from) {
        pipe(from).stall(true);
    }

    /** Delivers again. */
    public void resume(Role from) {
        pipe(from).stall(false);
        memory(from == Role.INITIATOR ? Role.RESPONDER : Role.INITIATOR).readSoon();
    }

    /** Ends the link when this end has sent so many bytes; what it sends beyond is lost. */
    public void cutAfter(Role from, long bytes) {
        pipe(from).cutAfter(bytes);
    }

    /** Alters one byte on its way: the one at {@code offset} of all that this end sends, by exclusive or with {@code mask}. */
    public void flip(Role from, long offset, int mask) {
        pipe(from).flip(offset, mask);
    }

    /** Breaks the link: both ends see it fail at once. */
    public void fail() {
        initiator.fail();
        responder.fail();
    }

    /** Counts the bytes this end has sent. */
    public long sent(Role from) {
        return pipe(from).written();
    }

    /** Counts the bytes of this end that the other has read. */
    public long delivered(Role from) {
        return pipe(from).taken();
    }

    /** Gives what this end sent, the first MiB of it. */
    public Bytes recorded(Role from) {
        return pipe(from).recorded();
    }

    /** Runs a task on the loop of an end and waits for it. */
    public void inLoop(Role end, Runnable task) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        channel(end).eventLoop().execute(() -> {
            try {
                task.run();
                done.complete(true);
            } catch (Throwable e) { // belongs to the test that waits
                done.completeExceptionally(e);
            }
        });
        Await.until("the loop of the " + end + " is free", done::isDone);
        done.join();
    }

    /** Closes both ends and waits until they are. */
    @Override
    public void close() {
        initiator.close();
        responder.close();
        Await.until("the link closes", () -> initiator.closeFuture().isDone() && responder.closeFuture().isDone());
    }

    private MemoryChannel memory(Role end) {
        return end == Role.INITIATOR ? initiator : responder;
    }

    private LinkPipe pipe(Role from) {
        return from == Role.INITIATOR ? fromInitiator : fromResponder;
    }

    private void register(EventLoop loop, MemoryChannel channel) {
        channel.config().setAllocator(allocator);
        loop.register(channel).syncUninterruptibly();
    }
}
