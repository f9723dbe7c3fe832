package org.jackfield.spi.datapath.tcp;

import java.io.IOException;
import java.net.InetSocketAddress;

import io.netty.channel.Channel;

import org.jackfield.spi.peer.AddressProtocol;
import org.jackfield.spi.peer.Multiaddr;

/**
 * Between which sockets a channel runs.
 *
 * @param local  this node's, {@code /ip4/…/tcp/…}
 * @param remote the peer's, likewise
 */
public record SocketEnds(Multiaddr local, Multiaddr remote) {
    /**
     * Asks a connected channel.
     *
     * @throws IOException if the peer is gone by now, and with it the addresses; the channel is closed then
     */
    public static SocketEnds of(Channel channel) throws IOException {
        if (channel.localAddress() instanceof InetSocketAddress here && channel.remoteAddress() instanceof InetSocketAddress there) {
            return new SocketEnds(Multiaddr.ofSocket(here, AddressProtocol.TCP), Multiaddr.ofSocket(there, AddressProtocol.TCP));
        }
        channel.close();
        throw new IOException("the peer closed the link at once");
    }
}
