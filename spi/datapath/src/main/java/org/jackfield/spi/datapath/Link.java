package org.jackfield.spi.datapath;

import io.netty.channel.Channel;

import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerId;

/** What a transport yields. Sealed, so that the upgrader's switch is complete without a default. */
public sealed interface Link {
    /** Gives this node's end. */
    Multiaddr local();

    /** Gives the peer's end, without peer id. */
    Multiaddr remote();

    /**
     * A byte channel; security and muxer come next. In its pipeline is nothing but what the transport itself needs to frame or encrypt bytes,
     * as WebSockets do; who adds a handler at the end reads and writes {@link io.netty.buffer.ByteBuf} there. Auto-read is off, and
     * nothing passes the end of the pipeline before somebody reads. It is registered with its loop.
     *
     * @param channel owned by the receiver from now on
     */
    record Raw(Channel channel, Multiaddr local, Multiaddr remote) implements Link {}

    /** A link that is secured and muxed by itself, as QUIC is. */
    record Muxed(MuxedSession session, PeerId peer, Multiaddr local, Multiaddr remote) implements Link {}
}
