package org.jackfield.spi.datapath.tcp;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
import org.jackfield.spi.datapath.LoopLag;
import org.jackfield.spi.metrics.Metrics;
import org.jackfield.spi.peer.AddressProtocol;
import org.jackfield.spi.peer.Multiaddr;

/**
 * What every transport over TCP does alike: its event loops, the sockets it dials and listens on, and one port for both where the system
 * lets it. The channels it gives have an empty pipeline, auto-read off, and read into a buffer that their loop shares: who keeps what
 * {@code channelRead} brought keeps 256 KiB alive. Thread-safe.
 */
public final class TcpSockets implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TcpSockets.class);
    /** Enough for two full frames on the wire and two behind them; the write queue above bounds the rest. */
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(64 * 1024, 256 * 1024);
    private static final ReadBuffers READ_BUFFERS = new ReadBuffers();

    private final String owner;
    private final TcpOptions options;
    private final Metrics metrics;
    private final List<InetSocketAddress> listening = new CopyOnWriteArrayList<>();
    private volatile @Nullable Engine engine;

    /**
     * @param owner   name of the transport, for the names of threads and in messages
     * @param metrics takes how late the event loops are
     */
    public TcpSockets(String owner, TcpOptions options, Metrics metrics) {
        this.owner = owner;
        this.options = options;
        this.metrics = metrics;
    }

    /** Starts the event loops; once, before anything else. */
    public void start() {
        Engine started = Engine.start(owner, options);
        engine = started;
        LoopLag.watch(owner, started.loops(), metrics);
        LOG.debug("{} transport runs on {}", owner, started.name());
    }

    /**
     * Connects, from the port listened on if the options say so. Blocks the calling virtual thread; an interrupt or the deadline ends the
     * attempt and frees the socket.
     *
     * @return a channel of the caller
     */
    public Channel connect(InetSocketAddress target, Deadline deadline) throws IOException {
        Optional<InetSocketAddress> from = options.portReuse() ? reusable(target) : Optional.empty();
        try {
            return connect(target, from, deadline);
        } catch (DeadlineExpired | InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            // The port is taken, or a connection between the two ports exists or lingers; each engine has its own words for it.
            if (from.isEmpty()) {
                throw e;
            }
            LOG.debug("dialing {} from the listening port {} is not possible, using another: {}", target, from.get().getPort(),
                    e.getMessage());
            return connect(target, Optional.empty(), deadline);
        }
    }

    /**
     * Listens; port 0 takes any free one.
     *
     * @param accepted takes each channel once it is connected, on its event loop; must not block
     */
    public ListeningSocket listen(InetSocketAddress socket, Consumer<Channel> accepted) throws IOException {
        Engine running = engine();
        boolean six = socket.getAddress() instanceof Inet6Address;
        SocketProtocolFamily family = six ? SocketProtocolFamily.INET6 : SocketProtocolFamily.INET;
        ServerBootstrap bootstrap = new ServerBootstrap().group(running.loops()).channelFactory(() -> running.servers().apply(family))
                .option(ChannelOption.SO_BACKLOG, options.backlog()).option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.AUTO_READ, false).childOption(ChannelOption.TCP_NODELAY, options.noDelay())
                .childOption(ChannelOption.SO_KEEPALIVE, options.keepAlive()).childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, READ_BUFFERS)
                .childHandler(new Fresh(accepted));
        if (six) {
            running.onlyIp6().ifPresent(option -> bootstrap.option(option, 1));
        }
        if (options.portReuse()) {
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
        return new ListeningSocket(bound, server, () -> listening.remove(bound));
    }

    /**
     * Waits on a virtual thread for what happens to a channel; whatever ends the waiting early also closes the channel.
     *
     * @param what completes "could not …"
     */
    public static Channel await(ChannelFuture future, Deadline deadline, String what) throws IOException {
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

    /** Ends the event loops, and with them every channel. Idempotent. */
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
                .option(ChannelOption.AUTO_READ, false).option(ChannelOption.TCP_NODELAY, options.noDelay())
                .option(ChannelOption.SO_KEEPALIVE, options.keepAlive()).option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .option(ChannelOption.RECVBUF_ALLOCATOR, READ_BUFFERS).option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0)
                .handler(Fresh.DIALED);
        if (from.isPresent()) {
            bootstrap.option(ChannelOption.SO_REUSEADDR, true).localAddress(from.get());
            running.reusePort().accept(bootstrap);
        }
        return await(bootstrap.connect(target), deadline, "connect to " + target);
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
        String what = "listen on " + Multiaddr.ofSocket(socket, AddressProtocol.TCP);
        try {
            return await(bootstrap.bind(socket), Deadline.NEVER, what);
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            // epoll's words begin with its system call
            String reason = String.valueOf(e.getMessage()).replaceFirst("^bind\\(.*?: ", "");
            throw (BindException) new BindException("cannot " + what + ": " + reason).initCause(e);
        }
    }

    private Engine engine() {
        Engine running = engine;
        if (running == null) {
            throw new IllegalStateException("the " + owner + " transport is not started");
        }
        return running;
    }

    /** Netty wants a handler from the start: this one hands the channel on once it is active, and removes itself. */
    @ChannelHandler.Sharable
    private static final class Fresh extends ChannelInboundHandlerAdapter {
        /** Who dials has the channel from the future; errors up to then end in it. */
        static final Fresh DIALED = new Fresh(_ -> {});

        private final Consumer<Channel> accepted;

        Fresh(Consumer<Channel> accepted) {
            this.accepted = accepted;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            ctx.pipeline().remove(this);
            accepted.accept(ctx.channel());
        }
    }
}
