package org.jackfield.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.jackfield.spi.datapath.Link;
import org.jackfield.spi.datapath.Listener;
import org.jackfield.spi.datapath.tcp.TcpOptions;
import org.jackfield.spi.datapath.tcp.TcpOptions.Engine;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.tck.FakeInbound;
import org.jackfield.spi.tck.FakeMetrics;

/** A node listens on one port for both versions of IP by default, though a socket for IPv6 takes IPv4 connections too if it is let. */
@Timeout(30)
class WildcardTest {
    static Stream<TcpOptions> configs() {
        return Stream.of(TcpOptions.DEFAULTS, new TcpOptions(Engine.AUTO, 1, 16, true, true, false),
                new TcpOptions(Engine.NIO, 1, 16, true, true, true));
    }

    @ParameterizedTest
    @MethodSource("configs")
    void listensOnOnePortForBothVersionsOfIp(TcpOptions config) throws Exception {
        TcpTransport transport = new TcpTransport(config, new FakeMetrics());
        transport.start();
        BlockingQueue<Link> four = new LinkedBlockingQueue<>();
        BlockingQueue<Link> six = new LinkedBlockingQueue<>();
        try (Listener first = transport.listen(Multiaddr.parse("/ip4/0.0.0.0/tcp/0"), FakeInbound.taking(four::add))) {
            int port = port(first);
            try (Listener _ = transport.listen(Multiaddr.parse("/ip6/::/tcp/" + port), FakeInbound.taking(six::add));
                    Socket _ = new Socket("127.0.0.1", port);
                    Socket _ = new Socket("::1", port)) {
                assertThat(remote(four)).startsWith("/ip4/127.0.0.1/");
                assertThat(remote(six)).startsWith("/ip6/::1/");
            }
        } finally {
            transport.close();
        }
    }

    @ParameterizedTest
    @MethodSource("configs")
    void refusesAPortThatAnotherNodeListensOn(TcpOptions config) throws Exception {
        TcpTransport one = new TcpTransport(config, new FakeMetrics());
        TcpTransport two = new TcpTransport(config, new FakeMetrics());
        one.start();
        two.start();
        for (String any : new String[]{"/ip4/0.0.0.0/tcp/", "/ip6/::/tcp/"}) {
            try (Listener taken = one.listen(Multiaddr.parse(any + 0), FakeInbound.taking(_ -> {}))) {
                Multiaddr address = taken.address();
                assertThatThrownBy(() -> two.listen(address, FakeInbound.taking(_ -> {}))).isInstanceOf(IOException.class)
                        .hasMessage("cannot listen on " + address + ": Address already in use");
            }
        }
        one.close();
        two.close();
    }

    /** That this node has the port for the other version of IP says nothing. */
    @Test
    void refusesAPortThatAnotherNodeHasForOneVersionOfIp() throws Exception {
        assumeTrue(hasEpoll(), "sockets of the JDK take both versions");
        TcpTransport one = new TcpTransport(TcpOptions.DEFAULTS, new FakeMetrics());
        TcpTransport two = new TcpTransport(TcpOptions.DEFAULTS, new FakeMetrics());
        one.start();
        two.start();
        try (Listener six = one.listen(Multiaddr.parse("/ip6/::/tcp/0"), FakeInbound.taking(_ -> {}));
                Listener _ = two.listen(Multiaddr.parse("/ip4/0.0.0.0/tcp/" + port(six)), FakeInbound.taking(_ -> {}))) {
            assertThatThrownBy(() -> two.listen(six.address(), FakeInbound.taking(_ -> {}))).isInstanceOf(IOException.class)
                    .hasMessageContaining("Address already in use");
        }
        one.close();
        two.close();
    }

    private static boolean hasEpoll() {
        TcpTransport transport = new TcpTransport(new TcpOptions(Engine.EPOLL, 1, 16, true, true, false), new FakeMetrics());
        try {
            transport.start();
            return true;
        } catch (UnsatisfiedLinkError _) {
            return false;
        } finally {
            transport.close();
        }
    }

    private static int port(Listener listener) {
        return listener.address().socketAddress().orElseThrow().getPort();
    }

    private static String remote(BlockingQueue<Link> accepted) throws InterruptedException {
        Link.Raw link = (Link.Raw) accepted.poll(10, TimeUnit.SECONDS);
        assertThat(link).isNotNull();
        link.channel().close();
        return link.remote().toString();
    }
}
