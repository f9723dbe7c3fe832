package org.jackfield.muxer.yamux;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.local.LocalServerChannel;

import org.jackfield.spi.ConnectionClosed;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.ErrorCode;
import org.jackfield.spi.datapath.MuxedSession;
import org.jackfield.spi.datapath.MuxedStream;
import org.jackfield.spi.datapath.Role;
import org.jackfield.spi.datapath.SessionListener;
import org.jackfield.spi.datapath.StreamMuxer;
import org.jackfield.spi.tck.FakeConnectionScope;

/** Two sessions joined by an in-memory channel, each on its own event loop; knows every byte of buffer memory they use. */
final class SessionPair implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final EventLoopGroup LOOPS = new MultiThreadIoEventLoopGroup(2, Thread.ofPlatform().daemon().factory(),
            LocalIoHandler.newFactory());

    private final Channel server;
    final End dialer;
    final End acceptor;

    /** One side: its session and what it heard. */
    static final class End implements SessionListener {
        private final BlockingQueue<MuxedStream> inbound = new LinkedBlockingQueue<>();
        private final Queue<MuxedStream> opened = new ConcurrentLinkedQueue<>();
        private final CompletableFuture<ConnectionClosed> closed = new CompletableFuture<>();
        private final Consumer<MuxedStream> serve;
        Channel channel;
        MuxedSession session;

        End(Consumer<MuxedStream> serve) {
            this.serve = serve;
        }

        @Override
        public void inbound(MuxedStream stream) {
            stream.deadline(Deadline.after(PATIENCE));
            if (serve == null) {
                inbound.add(stream);
            } else {
                Thread.ofVirtual().start(() -> serve.accept(stream));
            }
        }

        @Override
        public void closed(ConnectionClosed reason) {
            closed.complete(reason);
        }

        MuxedStream open() throws Exception {
            MuxedStream stream = session.open(Deadline.after(PATIENCE));
            stream.deadline(Deadline.after(PATIENCE));
            opened.add(stream);
            return stream;
        }

        MuxedStream accept() throws Exception {
            MuxedStream stream = inbound.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (stream == null) {
                throw new AssertionError("no stream came");
            }
            opened.add(stream);
            return stream;
        }

        int waitingInbound() {
            return inbound.size();
        }

        ConnectionClosed reason() throws Exception {
            return closed.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** Joins two sessions; {@code serve} handles each inbound stream on its own thread, or null to have them queued. */
    static SessionPair of(StreamMuxer muxer, Consumer<MuxedStream> serve) throws Exception {
        return new SessionPair(muxer, serve, Integer.MAX_VALUE);
    }

    /** Joins two sessions by a channel that delivers at most {@code piece} bytes at a time and holds few bytes. */
    static SessionPair trickling(StreamMuxer muxer, Consumer<MuxedStream> serve, int piece) throws Exception {
        return new SessionPair(muxer, serve, piece);
    }

    private SessionPair(StreamMuxer muxer, Consumer<MuxedStream> serve, int piece) throws Exception {
        dialer = new End(serve);
        acceptor = new End(serve);
        CompletableFuture<Channel> accepted = new CompletableFuture<>();
        server = new ServerBootstrap().group(LOOPS).channel(LocalServerChannel.class).childHandler(new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                start(muxer, channel, Role.RESPONDER, acceptor, piece);
                accepted.complete(channel);
            }
        }).bind(LocalAddress.ANY).sync().channel();
        new Bootstrap().group(LOOPS).channel(LocalChannel.class).handler(new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                prepare(channel, dialer, piece);
                channel.config().setAutoRead(false);
            }
        }).connect(server.localAddress()).sync();
        accepted.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        dialer.session = muxer.session(dialer.channel, Role.INITIATOR, new FakeConnectionScope(), dialer);
        dialer.channel.eventLoop().submit(() -> {
            dialer.channel.pipeline().addLast(dialer.session.handler());
            dialer.channel.config().setAutoRead(true);
        }).sync();
    }

    private void start(StreamMuxer muxer, Channel channel, Role role, End end, int piece) {
        prepare(channel, end, piece);
        end.session = muxer.session(channel, role, new FakeConnectionScope(), end);
        channel.pipeline().addLast(end.session.handler());
    }

    private void prepare(Channel channel, End end, int piece) {
        end.channel = channel;
        channel.config().setOption(ChannelOption.ALLOCATOR, Streams.ALLOCATOR);
        if (piece < Integer.MAX_VALUE) {
            channel.config().setOption(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(50, 100));
            channel.pipeline().addLast(new Splitter(piece));
        }
    }

    /** Gives the buffer memory in use on both sides, in bytes. */
    long memory() {
        return Streams.memory();
    }

    /** Waits until all buffers were released. */
    void awaitNoMemory() throws InterruptedException {
        await(() -> memory() == 0, () -> memory() + " bytes of buffers were not released");
    }

    static void await(BooleanSupplier condition, Supplier<String> otherwise) throws InterruptedException {
        Deadline deadline = Deadline.after(PATIENCE);
        while (!condition.getAsBoolean()) {
            if (deadline.hasPassed()) {
                throw new AssertionError(otherwise.get());
            }
            Thread.sleep(1);
        }
    }

    @Override
    public void close() {
        try {
            dialer.session.close(ErrorCode.NONE, "test over");
            acceptor.reason();
            dialer.reason();
            for (End end : List.of(dialer, acceptor)) {
                end.inbound.forEach(MuxedStream::closeRead);
                end.opened.forEach(MuxedStream::closeRead);
            }
            server.close().sync();
            awaitNoMemory();
        } catch (Exception e) {
            throw new AssertionError("the sessions did not end cleanly", e);
        }
    }

    /** Delivers bytes in pieces, each in memory of its own. */
    private static final class Splitter extends ChannelInboundHandlerAdapter {
        private final int piece;

        Splitter(int piece) {
            this.piece = piece;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ByteBuf data = (ByteBuf) message;
            while (data.isReadable()) {
                ctx.fireChannelRead(data.readBytes(Math.min(piece, data.readableBytes())));
                ctx.fireChannelReadComplete();
            }
            data.release();
        }
    }
}
