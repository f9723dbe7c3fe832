package org.jackfield.transport.tcp;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketProtocolFamily;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.jackfield.spi.Deadline;
import org.jackfield.spi.DeadlineExpired;
import org.jackfield.spi.datapath.Link;
import org.jackfield.spi.datapath.Listener;
import org.jackfield.spi.datapath.Transport;
import org.jackfield.spi.peer.Multiaddr;

/** Dials and listens on TCP sockets. */
final class TcpTransport implements Transport {
    private static final Logger LOG = LoggerFactory.getLogger(TcpTransport.class);
    /** Enough for two full frames on the wire and two behind them; the write queue above bounds the rest. */
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(64 * 1024, 256 * 1024);
    private static final ReadBuffers READ_BUFFERS = new ReadBuffers();

    private final TcpConfig config;
    private final List<InetSocketAddress> listening = new CopyOnWriteArrayList<>();
    private volatile @Nullable Engine engine;

    TcpTransport(TcpConfig config) {
        this.config = config;
    }

    @Override
    public void start() {
        Engine started = Engine.start(config);
        engine = started;
        LOG.debug("tcp transport runs on {}", started.name());
    }

    @Override
    public boolean supports(Multiaddr address) {
        return TcpAddress.socket(address).isPresent();
    }

    @Override
    public Link dial(Multiaddr address, Deadline deadline) throws IOException {
        InetSocketAddress target = socket(address);
        Optional<InetSocketAddress> from = config.portReuse() ? reusable(target) : Optional.empty();
        Channel channel;
        try {
            channel = connect(target, from, deadline);
        } catch (DeadlineExpired | InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            // The port is taken, or a connection between the two ports exists or lingers; each engine has its own words for it.
            if (from.isEmpty()) {
                throw e;
            }
            LOG.debug("dialing {} from the listening port {} is not possible, using another: {}", address, from.get().getPort(),
                    e.getMessage());
            channel = connect(target, Optional.empty(), deadline);
        }
        return link(channel);
    }

    @Override
    public Listener listen(Multiaddr address, Consumer<Link> accepted) throws IOException {
        InetSocketAddress socket = socket(address);
        Engine running = engine();
        boolean six = socket.getAddress() instanceof Inet6Address;
        SocketProtocolFamily family = six ? SocketProtocolFamily.INET6 : SocketProtocolFamily.INET;
        ServerBootstrap bootstrap = new ServerBootstrap().group(running.loops()).channelFactory(() -> running.servers().apply(family))
                .option(ChannelOption.SO_BACKLOG, config.backlog()).option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.AUTO_READ, false).childOption(ChannelOption.TCP_NODELAY, config.noDelay())
                .childOption(ChannelOption.SO_KEEPALIVE, config.keepAlive()).childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, READ_BUFFERS)
                .childHandler(new Acceptor(accepted));
        if (six) {
            running.onlyIp6().ifPresent(option -> bootstrap.option(option, 1));
        }
        if (config.portReuse()) {
            // Without that option this transport's own listener for the other version of IP would seem to be somebody else's.
            boolean ours = running.onlyIp6().isEmpty() && sharesPort(socket);
            if (socket.getPort() != 0 && !ours) {
                // With SO_REUSEPORT a second node would share the port unnoticed, and each would miss half of its connections.
                bind(bootstrap, socket).close().awaitUninterruptibly();
            }
            running.reusePort().accept(bootstrap);
        }
        Channel server = bind(bootstrap, socket);
        InetSocketAddress bound = (InetSocketAddress) server.localAddress();
        listening.add(bound);
        return new TcpListener(server, TcpAddress.of(bound), () -> listening.remove(bound));
    }

    @Override
    public void close() {
        Engine running = engine;
        engine = null;
        if (running != null) {
            running.loops().shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
        }
    }

    private Channel connect(InetSocketAddress target, Optional<InetSocketAddress> from, Deadline deadline) throws IOException {
        Engine running = engine();
        Bootstrap bootstrap = new Bootstrap().group(running.loops()).channelFactory(running.clients()::get)
                .option(ChannelOption.AUTO_READ, false).option(ChannelOption.TCP_NODELAY, config.noDelay())
                .option(ChannelOption.SO_KEEPALIVE, config.keepAlive()).option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .option(ChannelOption.RECVBUF_ALLOCATOR, READ_BUFFERS).option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0)
                .handler(Quiet.INSTANCE);
        if (from.isPresent()) {
            bootstrap.option(ChannelOption.SO_REUSEADDR, true).localAddress(from.get());
            running.reusePort().accept(bootstrap);
        }
        return await(bootstrap.connect(target), deadline, "connect to " + target);
    }

    /** Waits on a virtual thread; whatever ends the waiting early also ends the attempt. */
    private static Channel await(ChannelFuture future, Deadline deadline, String what) throws IOException {
        try {
            boolean done = deadline.isNever() ? future.await().isDone() : future.await(Math.max(1, deadline.remainingNanos() / 1_000_000));
            if (!done) {
                abandon(future);
                throw new DeadlineExpired("could not " + what + " in time");
            }
        } catch (InterruptedException _) {
            abandon(future);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while trying to " + what);
        }
        Throwable cause = future.cause();
        if (cause == null) {
            return future.channel();
        }
        if (cause instanceof IOException e) {
            throw e;
        }
        throw new IOException(cause.toString(), cause);
    }

    private static void abandon(ChannelFuture future) {
        future.cancel(false);
        future.channel().close();
    }

    private Optional<InetSocketAddress> reusable(InetSocketAddress target) {
        InetAddress to = target.getAddress();
        return listening.stream().filter(socket -> socket.getAddress().getClass() == to.getClass() && !socket.equals(target))
                .filter(socket -> socket.getAddress().isAnyLocalAddress()
                        || socket.getAddress().isLoopbackAddress() == to.isLoopbackAddress())
                .filter(socket -> socket.getPort() != target.getPort() || !to.isLoopbackAddress()).findFirst();
    }

    /** Whether this transport listens there already, for the other version of IP. */
    private boolean sharesPort(InetSocketAddress socket) {
        return listening.stream().anyMatch(other -> other.getPort() == socket.getPort()
                && other.getAddress().getClass() != socket.getAddress().getClass());
    }

    private static Channel bind(ServerBootstrap bootstrap, InetSocketAddress socket) throws IOException {
        String what = "listen on " + TcpAddress.of(socket);
        try {
            return await(bootstrap.bind(socket), Deadline.NEVER, what);
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            // epoll's words begin with its system call
            String reason = String.valueOf(e.getMessage()).replaceFirst("^bind\\(.*?: ", "");
            throw new IOException("cannot " + what + ": " + reason, e);
        }
    }

    private static InetSocketAddress socket(Multiaddr address) {
        return TcpAddress.socket(address).orElseThrow(() -> new IllegalArgumentException("not a TCP address: " + address));
    }

    private Engine engine() {
        Engine running = engine;
        if (running == null) {
            throw new IllegalStateException("the tcp transport is not started");
        }
        return running;
    }

    private static Link link(Channel channel) throws IOException {
        SocketAddress local = channel.localAddress();
        SocketAddress remote = channel.remoteAddress();
        if (local instanceof InetSocketAddress here && remote instanceof InetSocketAddress there) {
            return new Link.Raw(channel, TcpAddress.of(here), TcpAddress.of(there));
        }
        channel.close();
        throw new IOException("the peer closed the link at once");
    }

    private record TcpListener(Channel server, Multiaddr address, Runnable onClose) implements Listener {
        @Override
        public void close() {
            onClose.run();
            server.close().awaitUninterruptibly(2, TimeUnit.SECONDS);
        }
    }

    /** Hands each accepted channel on once it is active; the handler removes itself. */
    @ChannelHandler.Sharable
    private static final class Acceptor extends ChannelInboundHandlerAdapter {
        private final Consumer<Link> accepted;

        Acceptor(Consumer<Link> accepted) {
            this.accepted = accepted;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            ctx.pipeline().remove(this);
            try {
                accepted.accept(link(ctx.channel()));
            } catch (IOException e) {
                LOG.debug("accepted link is gone", e);
            }
        }
    }

    /** Netty wants a handler; errors before the preamble is installed end in the connect future. */
    @ChannelHandler.Sharable
    private static final class Quiet extends ChannelInboundHandlerAdapter {
        static final Quiet INSTANCE = new Quiet();

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            ctx.pipeline().remove(this);
        }
    }
}
