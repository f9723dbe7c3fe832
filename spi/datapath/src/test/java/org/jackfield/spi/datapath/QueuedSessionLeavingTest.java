package org.jackfield.spi.datapath;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.jackfield.spi.ConnectionClosed;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.ErrorCode;

/** How a session leaves a real socket: whatever it wrote before arrives, though there is more than the system takes at once. */
@Timeout(30)
class QueuedSessionLeavingTest {
    private static final int SENT = 8 * 1024 * 1024;
    private static final int NEVER_READ = 64 * 1024;

    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

    @AfterEach
    void stop() throws InterruptedException {
        loops.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS).await();
    }

    @Test
    void whatWasWrittenArrivesThoughTheMuxerHasNoFarewell() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Session session = connect(listener);
            try (Socket peer = listener.accept()) {
                session.channel().config().setAutoRead(false);
                peer.getOutputStream().write(new byte[NEVER_READ]);
                session.channel().writeAndFlush(Unpooled.wrappedBuffer(new byte[SENT]));
                session.close(ErrorCode.SHUTDOWN, "the node stops");
                assertThat(peer.getInputStream().readAllBytes()).hasSize(SENT);
            }
            session.channel().closeFuture().sync();
        }
    }

    @Test
    void everyCodecBelowSaysFarewellBehindWhatWasWrittenTheUpperFirst() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Session session = connect(listener);
            try (Socket peer = listener.accept()) {
                session.channel().pipeline().addFirst("tls", new Polite("tls ends"));
                session.channel().pipeline().addFirst("ws", new Polite("ws ends"));
                session.channel().writeAndFlush(Unpooled.wrappedBuffer(new byte[SENT]));
                session.close(ErrorCode.SHUTDOWN, "the node stops");
                byte[] received = peer.getInputStream().readAllBytes();
                assertThat(received).hasSizeGreaterThan(SENT);
                assertThat(new String(received, SENT, received.length - SENT, StandardCharsets.US_ASCII)).isEqualTo("tls endsws ends");
            }
            session.channel().closeFuture().sync();
        }
    }

    @Test
    void isGoneThoughThePeerNeitherReadsNorCloses() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Session session = connect(listener);
            try (Socket peer = listener.accept()) {
                session.channel().writeAndFlush(Unpooled.wrappedBuffer(new byte[4 * SENT]));
                session.close(ErrorCode.SHUTDOWN, "the node stops");
                session.channel().closeFuture().sync();
                assertThat(peer.isClosed()).isFalse();
            }
        }
    }

    private Session connect(ServerSocket listener) throws InterruptedException {
        Bootstrap bootstrap = new Bootstrap().group(loops).channel(NioSocketChannel.class).handler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                Session session = new Session(channel);
                channel.attr(Session.KEY).set(session);
                channel.pipeline().addLast(session.handler());
            }
        });
        Channel channel = bootstrap.connect(new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort())).sync().channel();
        return channel.attr(Session.KEY).get();
    }

    /** A codec with last words, after which it writes nothing. */
    private static final class Polite extends ChannelOutboundHandlerAdapter implements Farewell {
        private final String words;

        Polite(String words) {
            this.words = words;
        }

        @Override
        public void sayFarewell(ChannelHandlerContext ctx) {
            ctx.writeAndFlush(Unpooled.copiedBuffer(words, StandardCharsets.US_ASCII));
        }
    }

    /** A muxer without frames. */
    private static final class Session extends QueuedSession<QueuedStream> {
        static final io.netty.util.AttributeKey<Session> KEY = io.netty.util.AttributeKey.valueOf(Session.class, "session");

        Session(Channel channel) {
            super(channel, new NoLimits(), new SessionListener() {
                @Override
                public void inbound(MuxedStream stream) {
                    throw new AssertionError("no frame opens one");
                }

                @Override
                public void closed(ConnectionClosed reason) {
                    assertThat(reason.remote()).isFalse();
                }
            }, 65_536);
        }

        @Override
        public MuxedStream open(Deadline deadline) {
            throw new UnsupportedOperationException("not part of the test");
        }

        @Override
        protected void receive(ByteBuf data) {}
    }
}
