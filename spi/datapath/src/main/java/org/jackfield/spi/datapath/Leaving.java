package org.jackfield.spi.datapath;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.concurrent.Future;

/**
 * Closes so that the peer gets what was sent to it: closing a socket on which something arrived that nobody read makes the system cut the
 * connection, and what the peer had not read by then is lost. So only the sending half is closed, after the last byte was written, until
 * the peer closes its own. All of it takes a second at most. What a peer still sends is dropped, and not even read if it is the offender.
 */
final class Leaving {
    private static final int LINGER_SECONDS = 1;

    private Leaving() {}

    /** Begins behind what was written to the channel; event loop only. A channel that has no halves is closed, by which codecs say the same. */
    static void start(Channel channel, boolean offender) {
        if (!(channel instanceof DuplexChannel socket)) {
            channel.close();
            return;
        }
        if (offender) {
            socket.config().setAutoRead(false);
        }
        Future<?> patience = socket.eventLoop().schedule(() -> socket.close(), LINGER_SECONDS, TimeUnit.SECONDS);
        socket.closeFuture().addListener(_ -> patience.cancel(false));
        sayFarewells(socket.pipeline());
        ChannelHandlerContext lowest = socket.pipeline().firstContext();
        if (lowest == null) {
            socket.close();
        } else {
            // below every codec, for those have said that nothing follows
            lowest.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> socket.shutdownOutput());
        }
    }

    private static void sayFarewells(ChannelPipeline pipeline) {
        List<String> names = new ArrayList<>(pipeline.names());
        for (String name : names.reversed()) {
            ChannelHandlerContext ctx = pipeline.context(name);
            if (ctx != null && ctx.handler() instanceof Farewell codec) {
                codec.sayFarewell(ctx);
            }
        }
    }
}
