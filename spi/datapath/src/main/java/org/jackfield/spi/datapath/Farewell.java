package org.jackfield.spi.datapath;

import io.netty.channel.ChannelHandlerContext;

/**
 * A codec whose peer is told when nothing follows, before the socket below says so: TLS by its close_notify, a WebSocket by its Close frame.
 * A session that ends asks each codec below it, from the muxer down to the transport, and then closes the sending half of the socket.
 */
public interface Farewell {
    /**
     * Writes the last words behind all that was written, without waiting for an answer. Nothing is written through this handler
     * afterwards; what the peer still sends is of no use to anybody, and reading goes on only to see its end. Event loop only.
     *
     * @param ctx of this handler
     */
    void sayFarewell(ChannelHandlerContext ctx);
}
