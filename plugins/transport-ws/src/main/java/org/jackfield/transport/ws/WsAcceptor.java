package org.jackfield.transport.ws;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Consumer;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.ssl.SslContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.jackfield.spi.datapath.Inbound;
import org.jackfield.spi.datapath.Inbound.Arrival;
import org.jackfield.spi.datapath.Link;
import org.jackfield.spi.datapath.tcp.SocketEnds;
import org.jackfield.spi.peer.AddressProtocol;
import org.jackfield.spi.peer.Multiaddr;

/** Takes the sockets of one listener and hands on those that become WebSockets; who may, and in what time, the inbound side knows. */
final class WsAcceptor {
    private static final Logger LOG = LoggerFactory.getLogger(WsAcceptor.class);

    private final WsConfig config;
    private final WsAddress address;
    private final Optional<Secured> tls;
    private final Inbound inbound;
    private final UpgradeRequest wanted;
    private final ClientAddress clients;

    /** @param address what is listened on; its socket may be one that stands for any */
    WsAcceptor(WsConfig config, WsAddress address, Optional<Secured> tls, Inbound inbound) {
        this.config = config;
        this.address = address;
        this.tls = tls;
        this.inbound = inbound;
        this.wanted = new UpgradeRequest(address.path(), config.origins());
        this.clients = ClientAddress.trusting(config.trustedProxies());
    }

    /** Takes a fresh channel; on its event loop. */
    void accept(Channel channel) {
        try {
            SocketEnds ends = SocketEnds.of(channel);
            InetSocketAddress sender = (InetSocketAddress) channel.remoteAddress();
            Multiaddr remote = address.dialerAt(ends.remote());
            Optional<Arrival> arrival = clients.isProxy(sender)
                    ? inbound.arrivedByProxy(channel, remote)
                    : inbound.arrived(channel, remote);
            arrival.ifPresent(admitted -> begin(channel, headers -> admitted.ready(link(channel, ends, clients.of(sender, headers)))));
        } catch (IOException e) {
            LOG.debug("accepted link is gone", e);
        }
    }

    private void begin(Channel channel, Consumer<HttpHeaders> upgraded) {
        ChannelPipeline pipeline = channel.pipeline().addLast(SmallReads.NAME, SmallReads.INSTANCE);
        tls.ifPresent(secured -> pipeline.addLast(Tls.NAME, secured.tls().accepted(secured.context(), channel.alloc())));
        pipeline.addLast(new HttpRequestDecoder(HttpHeads.bounds()), new ServerHandshake(wanted, config.maxFrame().bytes(), headers -> {
            if (tls.isEmpty()) {
                channel.pipeline().remove(SmallReads.NAME);
            }
            upgraded.accept(headers);
        }));
        channel.config().setAutoRead(true);
    }

    private Link link(Channel channel, SocketEnds ends, Optional<InetSocketAddress> known) {
        Multiaddr from = known.map(client -> Multiaddr.ofSocket(client, AddressProtocol.TCP)).orElse(ends.remote());
        return new Link.Raw(channel, address.listenerAt(ends.local()), address.dialerAt(from));
    }

    /**
     * How links that come in are encrypted.
     *
     * @param context shows the certificate
     */
    record Secured(Tls tls, SslContext context) {}
}
