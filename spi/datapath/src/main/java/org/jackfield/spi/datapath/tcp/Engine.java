package org.jackfield.spi.datapath.tcp;

import java.net.StandardSocketOptions;
import java.nio.channels.spi.SelectorProvider;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import io.netty.bootstrap.AbstractBootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.IntegerUnixChannelOption;
import org.slf4j.LoggerFactory;

import org.jackfield.spi.datapath.EventLoops;

/**
 * The event loops and the channel types that go with them.
 *
 * @param name      for logs
 * @param loops     owned by the transport
 * @param clients   makes channels that dial
 * @param servers   makes channels that listen for one version of IP: sockets of the other kind would take all addresses of both
 * @param onlyIp6   if 1, keeps a channel that listens on IPv6 from taking IPv4 connections and their port too; the JDK has no such option
 * @param reusePort sets SO_REUSEPORT
 */
record Engine(String name, EventLoopGroup loops, Supplier<SocketChannel> clients,
        Function<SocketProtocolFamily, ServerSocketChannel> servers,
        Optional<ChannelOption<Integer>> onlyIp6, Consumer<AbstractBootstrap<?, ?>> reusePort) {
    /** Values of Linux for setsockopt: Netty has no options of these names for epoll channels. */
    private static final int SOL_SOCKET = 1;
    private static final int SO_REUSEPORT = 15;
    private static final int IPPROTO_IPV6 = 41;
    private static final int IPV6_V6ONLY = 26;

    static Engine start(String owner, TcpOptions options) {
        int threads = options.eventLoops() == 0 ? Runtime.getRuntime().availableProcessors() : options.eventLoops();
        return switch (options.engine()) {
            case EPOLL -> epoll(owner, threads);
            case NIO -> nio(owner, threads);
            case AUTO -> epollLoads() ? epoll(owner, threads) : nio(owner, threads);
        };
    }

    private static boolean epollLoads() {
        if (Epoll.isAvailable()) {
            return true;
        }
        LoggerFactory.getLogger(Engine.class).debug("epoll is not available, using NIO: {}", String.valueOf(Epoll.unavailabilityCause()));
        return false;
    }

    private static Engine epoll(String owner, int threads) {
        Epoll.ensureAvailability();
        var loops = new EventLoops(threads, owner + "-epoll", EpollIoHandler.newFactory());
        return new Engine("epoll", loops, EpollSocketChannel::new, EpollServerSocketChannel::new,
                Optional.of(new IntegerUnixChannelOption("IPV6_V6ONLY", IPPROTO_IPV6, IPV6_V6ONLY)),
                bootstrap -> bootstrap.option(new IntegerUnixChannelOption("SO_REUSEPORT", SOL_SOCKET, SO_REUSEPORT), 1));
    }

    private static Engine nio(String owner, int threads) {
        var loops = new EventLoops(threads, owner + "-nio", NioIoHandler.newFactory());
        return new Engine("nio", loops, NioSocketChannel::new, family -> new NioServerSocketChannel(SelectorProvider.provider(), family),
                Optional.empty(), bootstrap -> bootstrap.option(NioChannelOption.of(StandardSocketOptions.SO_REUSEPORT), true));
    }
}
