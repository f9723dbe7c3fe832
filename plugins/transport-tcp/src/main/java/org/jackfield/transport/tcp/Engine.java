package org.jackfield.transport.tcp;

import java.net.StandardSocketOptions;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.netty.bootstrap.AbstractBootstrap;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.util.concurrent.DefaultThreadFactory;
import org.slf4j.LoggerFactory;

/**
 * The event loops and the channel types that go with them.
 *
 * @param name      for logs
 * @param loops     owned by the transport
 * @param clients   makes channels that dial
 * @param servers   makes channels that listen
 * @param reusePort sets SO_REUSEPORT
 */
record Engine(String name, EventLoopGroup loops, Supplier<SocketChannel> clients, Supplier<ServerSocketChannel> servers,
        Consumer<AbstractBootstrap<?, ?>> reusePort) {
    /** Values of Linux for setsockopt: Netty has no option of this name for epoll channels that dial. */
    private static final int SOL_SOCKET = 1;
    private static final int SO_REUSEPORT = 15;

    static Engine start(TcpConfig config) {
        int threads = config.eventLoops() == 0 ? Runtime.getRuntime().availableProcessors() : config.eventLoops();
        return switch (config.engine()) {
            case EPOLL -> epoll(threads);
            case NIO -> nio(threads);
            case AUTO -> epollLoads() ? epoll(threads) : nio(threads);
        };
    }

    private static boolean epollLoads() {
        if (Epoll.isAvailable()) {
            return true;
        }
        LoggerFactory.getLogger(Engine.class).debug("epoll is not available, using NIO: {}", String.valueOf(Epoll.unavailabilityCause()));
        return false;
    }

    private static Engine epoll(int threads) {
        Epoll.ensureAvailability();
        var loops = new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory("tcp-epoll", true), EpollIoHandler.newFactory());
        return new Engine("epoll", loops, EpollSocketChannel::new, EpollServerSocketChannel::new,
                bootstrap -> bootstrap.option(new IntegerUnixChannelOption("SO_REUSEPORT", SOL_SOCKET, SO_REUSEPORT), 1));
    }

    private static Engine nio(int threads) {
        var loops = new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory("tcp-nio", true), NioIoHandler.newFactory());
        return new Engine("nio", loops, NioSocketChannel::new, NioServerSocketChannel::new,
                bootstrap -> bootstrap.option(NioChannelOption.of(StandardSocketOptions.SO_REUSEPORT), true));
    }
}
