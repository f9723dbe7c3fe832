package org.jackfield.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.flow.FlowControlHandler;
import org.junit.jupiter.api.Test;

class AskingTest {
    private final List<Object> given = new ArrayList<>();
    private final EmbeddedChannel channel = new EmbeddedChannel();

    @Test
    void givesOneMessagePerQuestionInHoweverManyPiecesItComes() {
        channel.config().setAutoRead(false);
        channel.pipeline().addLast(new HttpRequestDecoder(), new FlowControlHandler(), new Asking(), new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object message) {
                given.add(message);
            }
        });
        channel.pipeline().lastContext().read();
        for (String piece : List.of("GET /hea", "lthz HTTP/1.1\r\nHo", "st: t\r\n\r\n")) {
            assertThat(given).isEmpty();
            channel.writeInbound(Unpooled.wrappedBuffer(piece.getBytes(StandardCharsets.US_ASCII)));
        }
        assertThat(given).singleElement().isInstanceOf(HttpRequest.class);
        channel.pipeline().lastContext().read();
        assertThat(given).hasSize(2).last().isInstanceOf(LastHttpContent.class);
        channel.close();
    }
}
