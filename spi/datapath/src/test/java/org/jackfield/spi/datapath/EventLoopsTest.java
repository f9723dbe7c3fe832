package org.jackfield.spi.datapath;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.TimeUnit;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Event loops that are shut down. */
@Timeout(30)
class EventLoopsTest {
    @Test
    void closeTheirChannelsAlsoWhenTheyAreToldBetweenLookingAndLeaving() throws Exception {
        EventLoops loops = new EventLoops(1, "loops-test", NioIoHandler.newFactory());
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Channel channel = new Bootstrap().group(loops).channel(NioSocketChannel.class).handler(new ChannelInboundHandlerAdapter())
                    .connect(new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort())).sync().channel();
            channel.eventLoop().execute(() -> loops.shutdownGracefully(0, 5, TimeUnit.SECONDS));
            assertThat(loops.terminationFuture().await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(channel.closeFuture().isDone()).isTrue();
        }
    }
}
