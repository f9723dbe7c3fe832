package org.jackfield.gateway.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import org.jspecify.annotations.Nullable;

import org.jackfield.spi.datapath.EventLoops;
import org.jackfield.spi.datapath.LoopLag;
import org.jackfield.spi.metrics.Metrics;

/** The sockets of the gateway: one loop, since nothing in it computes. Started and closed by one thread. */
final class HttpServer {
    private static final int BACKLOG = 256;
    private static final long PATIENCE = 3;

    private final Service service;
    private final Metrics metrics;
    private final List<InetSocketAddress> listening = new CopyOnWriteArrayList<>();
    private @Nullable EventLoopGroup loops;

    HttpServer(Service service, Metrics metrics) {
        this.service = service;
        this.metrics = metrics;
    }

    void start() throws IOException {
        Optional<SslContext> tls = tls();
        EventLoopGroup started = new EventLoops(1, "gateway-http", NioIoHandler.newFactory());
        loops = started;
        LoopLag.watch("http", started, metrics);
        ServerBootstrap bootstrap = new ServerBootstrap().group(started).channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG).option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.AUTO_READ, false).childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new Pipeline(tls));
        for (String text : service.config().listen()) {
            listening.add(bind(bootstrap, text));
        }
    }

    List<InetSocketAddress> listening() {
        return List.copyOf(listening);
    }

    void close() {
        EventLoopGroup started = loops;
        loops = null;
        if (started != null) {
            started.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(PATIENCE, TimeUnit.SECONDS);
        }
    }

    private static InetSocketAddress bind(ServerBootstrap bootstrap, String text) throws IOException {
        InetSocketAddress named = ListenAddress.parse(text);
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(named.getHostString()), named.getPort());
        ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
        if (bound.isSuccess()) {
            return (InetSocketAddress) bound.channel().localAddress();
        }
        throw new IOException("listen: cannot listen on " + text + ": " + bound.cause().getMessage(), bound.cause());
    }

    private Optional<SslContext> tls() throws IOException {
        Optional<HttpGatewayConfig.Tls> files = service.config().tls();
        if (files.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(SslContextBuilder.forServer(files.get().certificate().toFile(), files.get().key().toFile()).build());
        } catch (IOException | RuntimeException e) {
            throw new IOException("tls: certificate or key cannot be used: " + e.getMessage(), e);
        }
    }

    /** Builds what a connection goes through. */
    private final class Pipeline extends ChannelInitializer<SocketChannel> {
        private final Optional<SslContext> tls;

        Pipeline(Optional<SslContext> tls) {
            this.tls = tls;
        }

        @Override
        protected void initChannel(SocketChannel channel) {
            HttpGatewayConfig config = service.config();
            if (service.open().incrementAndGet() > config.maxConnections()) {
                service.open().decrementAndGet();
                service.metrics().refused();
                channel.close();
                return;
            }
            HttpConnection connection = new HttpConnection(service);
            tls.ifPresent(context -> channel.pipeline().addLast(context.newHandler(channel.alloc())));
            channel.pipeline().addLast(new Arrivals(connection), new HttpRequestDecoder(new HttpDecoderConfig()
                    .setMaxInitialLineLength((int) config.maxRequestLine().bytes()).setMaxHeaderSize((int) config.maxHeaderSize().bytes())),
                    new HttpResponseEncoder(), new FlowControlHandler(), new Asking(), connection);
        }
    }

    /** Tells the connection that bytes came, before they make a message. */
    private static final class Arrivals extends ChannelInboundHandlerAdapter {
        private final HttpConnection connection;

        Arrivals(HttpConnection connection) {
            this.connection = connection;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            connection.arrived();
            ctx.fireChannelRead(message);
        }
    }
}
