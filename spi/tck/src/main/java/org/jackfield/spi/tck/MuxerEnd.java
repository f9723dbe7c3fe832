package org.jackfield.spi.tck;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;

import org.jackfield.spi.ConnectionClosed;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.ErrorCode;
import org.jackfield.spi.datapath.MuxedSession;
import org.jackfield.spi.datapath.MuxedStream;
import org.jackfield.spi.datapath.Role;
import org.jackfield.spi.datapath.SessionListener;
import org.jackfield.spi.datapath.StreamMuxer;

/** One end of a link with a muxer on it, and a listener that watches what the muxer must never do. */
final class MuxerEnd implements SessionListener {
    private final Channel channel;
    private final FakeConnectionScope scope = new FakeConnectionScope();
    private final MuxedSession session;
    private final BlockingQueue<MuxedStream> inbound = new LinkedBlockingQueue<>();
    private final CompletableFuture<ConnectionClosed> closed = new CompletableFuture<>();
    private final List<MuxedStream> streams = new CopyOnWriteArrayList<>();
    private final List<String> offences = new CopyOnWriteArrayList<>();
    private volatile @Nullable Consumer<MuxedStream> handler;

    /** Makes a session; {@link #install} puts it on the channel. */
    MuxerEnd(StreamMuxer muxer, Channel channel, Role role) {
        this.channel = channel;
        this.session = muxer.session(channel, role, scope, this);
    }

    /** Puts the session on its channel and lets it read. */
    void install() {
        channel.eventLoop().execute(() -> {
            channel.pipeline().addLast(session.handler(), new Tail());
            channel.config().setAutoRead(true);
        });
    }

    MuxedSession session() {
        return session;
    }

    /** Gives what the session may use. */
    FakeConnectionScope scope() {
        return scope;
    }

    Channel channel() {
        return channel;
    }

    /** Runs this for each inbound stream, on a virtual thread, in place of {@link #accept}. */
    void serve(Consumer<MuxedStream> newHandler) {
        handler = newHandler;
    }

    /** Opens a stream. */
    MuxedStream open() throws IOException {
        MuxedStream stream = session.open(Await.deadline());
        return own(stream);
    }

    /** Opens a stream that is one of very many. */
    MuxedStream openPatiently() throws IOException {
        MuxedStream stream = own(session.open(Deadline.after(Await.MUCH)));
        stream.deadline(Deadline.after(Await.MUCH));
        return stream;
    }

    /** Takes the next stream the peer opened. */
    MuxedStream accept() throws InterruptedException {
        MuxedStream stream = inbound.poll(Await.patience().toNanos(), TimeUnit.NANOSECONDS);
        if (stream == null) {
            throw new AssertionError("the peer's stream did not arrive within " + Await.patience());
        }
        return stream;
    }

    /** Counts the streams that arrived and were not accepted. */
    int waiting() {
        return inbound.size();
    }

    /** Waits for the end of the session as the listener heard it. */
    ConnectionClosed closed() {
        Await.until("the listener hears of the end", closed::isDone);
        return closed.join();
    }

    boolean hasClosed() {
        return closed.isDone();
    }

    /** Ends the session and what is left of its streams, as the kernel does. */
    void dispose() {
        session.close(ErrorCode.NONE, "end of the test");
        Await.until("the session ends", closed::isDone);
        streams.forEach(stream -> stream.reset(ErrorCode.NONE));
        Await.until("the places of all streams are given back", () -> scope.streams() == 0);
        Await.until("all reserved memory is given back", () -> scope.memory() == 0);
    }

    /** Lists what the muxer did and must not do. */
    List<String> offences() {
        return offences;
    }

    @Override
    public void inbound(MuxedStream stream) {
        watch("inbound");
        if (closed.isDone()) {
            offences.add("a stream was announced after the end");
        }
        own(stream);
        Consumer<MuxedStream> consumer = handler;
        if (consumer == null) {
            inbound.add(stream);
        } else {
            Thread.ofVirtual().name("serve").start(() -> consumer.accept(stream));
        }
    }

    @Override
    public void closed(ConnectionClosed reason) {
        watch("closed");
        if (reason.getCause() instanceof RuntimeException || reason.getCause() instanceof Error) {
            offences.add("the session failed by a mistake of its own: " + reason.getCause());
        }
        if (!closed.complete(reason)) {
            offences.add("the end was told twice");
        }
    }

    private MuxedStream own(MuxedStream stream) {
        streams.add(stream);
        stream.deadline(Deadline.after(Await.patience().multipliedBy(3)));
        return stream;
    }

    private void watch(String call) {
        if (!channel.eventLoop().inEventLoop()) {
            offences.add(call + " was called outside the event loop, on " + Thread.currentThread());
        }
    }

    /** Sees what the muxer's handler lets pass. */
    private final class Tail extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
            offences.add("the muxer passed on " + message);
            super.channelRead(ctx, message);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            offences.add("the muxer passed on " + cause);
        }
    }
}
