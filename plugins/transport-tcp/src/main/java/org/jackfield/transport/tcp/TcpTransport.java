package org.jackfield.transport.tcp;

import java.io.IOException;
import java.net.InetSocketAddress;

import io.netty.channel.Channel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.jackfield.spi.Deadline;
import org.jackfield.spi.datapath.Inbound;
import org.jackfield.spi.datapath.Link;
import org.jackfield.spi.datapath.Listener;
import org.jackfield.spi.datapath.Transport;
import org.jackfield.spi.datapath.tcp.ListeningSocket;
import org.jackfield.spi.datapath.tcp.SocketEnds;
import org.jackfield.spi.datapath.tcp.TcpOptions;
import org.jackfield.spi.datapath.tcp.TcpSockets;
import org.jackfield.spi.metrics.Metrics;
import org.jackfield.spi.peer.Multiaddr;

/** Dials and listens on TCP sockets. */
final class TcpTransport implements Transport {
    private static final Logger LOG = LoggerFactory.getLogger(TcpTransport.class);

    private final TcpSockets sockets;

    TcpTransport(TcpOptions options, Metrics metrics) {
        this.sockets = new TcpSockets("tcp", options, metrics);
    }

    @Override
    public void start() {
        sockets.start();
    }

    @Override
    public boolean supports(Multiaddr address) {
        return TcpAddress.socket(address).isPresent();
    }

    @Override
    public Link dial(Multiaddr address, Deadline deadline) throws IOException {
        return link(sockets.connect(socket(address), deadline));
    }

    @Override
    public Listener listen(Multiaddr address, Inbound inbound) throws IOException {
        ListeningSocket listening = sockets.listen(socket(address), channel -> accept(channel, inbound));
        return new TcpListener(listening, TcpAddress.of(listening.address()));
    }

    @Override
    public void close() {
        sockets.close();
    }

    private static void accept(Channel channel, Inbound inbound) {
        try {
            Link link = link(channel);
            inbound.arrived(channel, link.remote()).ifPresent(arrival -> arrival.ready(link));
        } catch (IOException e) {
            LOG.debug("accepted link is gone", e);
        }
    }

    private static Link link(Channel channel) throws IOException {
        SocketEnds ends = SocketEnds.of(channel);
        return new Link.Raw(channel, ends.local(), ends.remote());
    }

    private static InetSocketAddress socket(Multiaddr address) {
        return TcpAddress.socket(address).orElseThrow(() -> new IllegalArgumentException("not a TCP address: " + address));
    }

    private record TcpListener(ListeningSocket socket, Multiaddr address) implements Listener {
        @Override
        public void close() {
            socket.close();
        }
    }
}
