package org.jackfield.transport.ws;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.jackfield.spi.datapath.Link;
import org.jackfield.spi.datapath.tcp.SocketEnds;
import org.jackfield.spi.peer.AddressProtocol;
import org.jackfield.spi.peer.Multiaddr;

/** Takes the sockets of one listener and hands on those that become WebSockets in time. */
final class WsAcceptor {
    private static final Logger LOG = LoggerFactory.getLogger(WsAcceptor.class);

    private final WsConfig config;
    private final WsAddress address;
    private final Optional<Secured> tls;
    private final AtomicInteger pending;
    private final Consumer<Link> accepted;
    private final UpgradeRequest wanted;
    private final ClientAddress clients;

    /**
     * @param address what is listened on; its socket may be one that stands for any
     * @param pending counts handshakes under way, of all listeners together
     */
    WsAcceptor(WsConfig config, WsAddress address, Optional<Secured> tls, AtomicInteger pending, Consumer<Link> accepted) {
        this.config = config;
        this.address = address;
        this.tls = tls;
        this.pending = pending;
        this.accepted = accepted;
        this.wanted = new UpgradeRequest(address.path(), config.origins());
        this.clients = ClientAddress.trusting(config.trustedProxies());
    }

    /** Begins the handshake on a fresh channel; on its event loop. */
    void accept(Channel channel) {
        if (pending.incrementAndGet() > config.maxPending()) {
            pending.decrementAndGet();
            LOG.debug("websocket from {} refused: {} handshakes are under way, as many as max-pending of transport ws allows",
                    channel.remoteAddress(), config.maxPending());
            channel.close();
            return;
        }
        ChannelPromise settled = settled(channel);
        ChannelPipeline pipeline = channel.pipeline().addLast(SmallReads.NAME, SmallReads.INSTANCE);
        tls.ifPresent(secured -> pipeline.addLast(Tls.NAME, secured.tls().accepted(secured.context(), channel.alloc())));
        pipeline.addLast(new HttpRequestDecoder(HttpHeads.bounds()), new ServerHandshake(wanted, config.maxFrame().bytes(), headers -> {
            settled.trySuccess();
            handOn(channel, headers);
        }));
        channel.config().setAutoRead(true);
    }

    /** Makes what ends the time and the place that a handshake has. */
    private ChannelPromise settled(Channel channel) {
        ChannelPromise settled = channel.newPromise();
        Future<?> patience = channel.eventLoop().schedule(() -> {
            LOG.debug("websocket from {} closed: no upgrade within handshake-timeout of transport ws", channel.remoteAddress());
            channel.close();
        }, config.handshakeTimeout().toMillis(), TimeUnit.MILLISECONDS);
        settled.addListener(_ -> {
            patience.cancel(false);
            pending.decrementAndGet();
        });
        channel.closeFuture().addListener(_ -> settled.trySuccess());
        return settled;
    }

    private void handOn(Channel channel, HttpHeaders headers) {
        if (tls.isEmpty()) {
            channel.pipeline().remove(SmallReads.NAME);
        }
        try {
            SocketEnds ends = SocketEnds.of(channel);
            Multiaddr from = clients.of((InetSocketAddress) channel.remoteAddress(), headers)
                    .map(client -> Multiaddr.ofSocket(client, AddressProtocol.TCP)).orElse(ends.remote());
            accepted.accept(new Link.Raw(channel, address.listenerAt(ends.local()), address.dialerAt(from)));
        } catch (IOException e) {
            LOG.debug("accepted websocket is gone", e);
        }
    }

    /**
     * How links that come in are encrypted.
     *
     * @param context shows the certificate
     */
    record Secured(Tls tls, SslContext context) {}
}
