package org.jackfield.spi.datapath;

import java.util.Optional;

import io.netty.channel.Channel;

import org.jackfield.spi.peer.Multiaddr;

/**
 * Takes what comes in at a listener: first a bare channel, which is counted, checked by its address and perhaps refused before it has cost
 * anything, then the link that the transport makes of it. Called on the event loop of the channel; does not block.
 */
public interface Inbound {
    /**
     * Takes a channel, before a byte is read from it or computed for it. From now until it is a connection its time is bounded by
     * {@code host.upgrade-timeout}: a transport needs no timer of its own. It is counted until it is closed, by whom ever.
     *
     * @param channel connected; the transport's until its link is ready
     * @param remote  the peer's end, as its link will have it
     * @return empty if it is refused; it is closed then
     */
    Optional<Arrival> arrived(Channel channel, Multiaddr remote);

    /**
     * Takes a channel from a proxy that the transport trusts to say for whom it speaks. It counts as above, but its address is not checked:
     * that of the link will be.
     *
     * @param proxy the proxy's end
     */
    Optional<Arrival> arrivedByProxy(Channel channel, Multiaddr proxy);

    /** A channel on its way to become a link. */
    @FunctionalInterface
    interface Arrival {
        /**
         * Hands the link on, once. Who came by a proxy may be refused now; the channel is closed then.
         *
         * @param link made of the channel that arrived
         */
        void ready(Link link);
    }
}
