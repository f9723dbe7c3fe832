package org.jackfield.transport.ws;

import java.io.IOException;
import java.util.Optional;
import javax.net.ssl.SSLException;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.ssl.SslHandler;

import org.jackfield.spi.Deadline;
import org.jackfield.spi.HandshakeFailed;
import org.jackfield.spi.PluginContext;
import org.jackfield.spi.datapath.Inbound;
import org.jackfield.spi.datapath.Link;
import org.jackfield.spi.datapath.Listener;
import org.jackfield.spi.datapath.Transport;
import org.jackfield.spi.datapath.tcp.ListeningSocket;
import org.jackfield.spi.datapath.tcp.SocketEnds;
import org.jackfield.spi.datapath.tcp.TcpSockets;
import org.jackfield.spi.peer.AddressProtocol;
import org.jackfield.spi.peer.Multiaddr;

/** Dials and listens on WebSockets, over TCP or over TLS. */
final class WsTransport implements Transport {
    private final WsConfig config;
    private final TcpSockets sockets;
    private final Tls tls;

    WsTransport(WsConfig config, PluginContext context) {
        this.config = config;
        this.sockets = new TcpSockets("ws", config.socket(), context.metrics());
        this.tls = new Tls(config.tls(), context.clock(), task -> context.fork("tls handshake", task::run));
    }

    @Override
    public void start() {
        sockets.start();
    }

    @Override
    public boolean supports(Multiaddr address) {
        return WsAddress.of(address).isPresent();
    }

    @Override
    public Link dial(Multiaddr address, Deadline deadline) throws IOException {
        WsAddress target = parse(address);
        Channel channel = sockets.connect(target.socket(), deadline);
        try {
            upgrade(channel, target, deadline);
            SocketEnds ends = SocketEnds.of(channel);
            return new Link.Raw(channel, target.dialerAt(ends.local()), target.listenerAt(ends.remote()));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public Listener listen(Multiaddr address, Inbound inbound) throws IOException {
        WsAddress wanted = parse(address);
        Optional<WsAcceptor.Secured> secured = wanted.tls()
                ? Optional.of(new WsAcceptor.Secured(tls, tls.listening(wanted)))
                : Optional.empty();
        WsAcceptor acceptor = new WsAcceptor(config, wanted, secured, inbound);
        ListeningSocket socket = sockets.listen(wanted.socket(), acceptor::accept);
        return new WsListener(socket, wanted.listenerAt(Multiaddr.ofSocket(socket.address(), AddressProtocol.TCP)));
    }

    @Override
    public void close() {
        sockets.close();
    }

    private void upgrade(Channel channel, WsAddress target, Deadline deadline) throws IOException {
        Optional<SslHandler> secured = target.tls() ? Optional.of(tls.dialed(target, channel.alloc())) : Optional.empty();
        ChannelPromise done = channel.newPromise();
        channel.eventLoop().execute(() -> {
            ChannelPipeline pipeline = channel.pipeline().addLast(SmallReads.NAME, SmallReads.INSTANCE);
            secured.ifPresent(handler -> pipeline.addLast(Tls.NAME, handler));
            done.addListener(_ -> {
                if (secured.isEmpty() && channel.isActive()) {
                    pipeline.remove(SmallReads.NAME);
                }
            });
            pipeline.addLast(new HttpResponseDecoder(HttpHeads.bounds()), new ClientHandshake(target, config.maxFrame().bytes(), done));
            channel.config().setAutoRead(true);
        });
        try {
            TcpSockets.await(done, deadline, "make a websocket of the link to " + target.socket());
        } catch (SSLException e) {
            throw new HandshakeFailed("tls with the listener: " + e.getMessage() + (target.sni().isPresent()
                    ? " (asked for "
                            + target.sni().get() + ")"
                    : "") + "; tls.trust and tls.insecure of transport ws say whom to believe", e);
        }
    }

    private static WsAddress parse(Multiaddr address) {
        return WsAddress.of(address).orElseThrow(() -> new IllegalArgumentException("not a WebSocket address: " + address));
    }

    private record WsListener(ListeningSocket socket, Multiaddr address) implements Listener {
        @Override
        public void close() {
            socket.close();
        }
    }
}
