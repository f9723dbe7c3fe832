package org.jackfield.transport.ws;

import java.io.IOException;
import java.util.function.Consumer;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.jackfield.spi.datapath.Role;

/** Waits for the request of a dialer, and makes its link a WebSocket, or refuses and closes it. Event loop only. */
final class ServerHandshake extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ServerHandshake.class);

    private final UpgradeRequest wanted;
    private final long maxFrame;
    private final Consumer<HttpHeaders> upgraded;
    private @Nullable HttpRequest request;
    private boolean refused;

    /**
     * @param upgraded is told, with the headers that asked for it, once the channel speaks WebSocket; auto-read is off then
     */
    ServerHandshake(UpgradeRequest wanted, long maxFrame, Consumer<HttpHeaders> upgraded) {
        this.wanted = wanted;
        this.maxFrame = maxFrame;
        this.upgraded = upgraded;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (refused) {
                return;
            }
            if (message instanceof HttpRequest head) {
                request = head;
                wanted.refusal(head).ifPresent(status -> refuse(ctx, status));
            }
            HttpRequest complete = request;
            if (!refused && complete != null && message instanceof LastHttpContent) {
                upgrade(ctx, complete);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("websocket handshake with {}: {}", ctx.channel().remoteAddress(), cause.toString());
        ctx.close();
    }

    private void refuse(ChannelHandlerContext ctx, String status) {
        refused = true;
        LOG.debug("websocket handshake with {} refused: {}", ctx.channel().remoteAddress(), status);
        ctx.writeAndFlush(HttpHeads.of(ctx.alloc(), "HTTP/1.1 " + status, "Connection: close", "Upgrade: websocket",
                "Sec-WebSocket-Version: 13", "Content-Length: 0")).addListener(ChannelFutureListener.CLOSE);
    }

    private void upgrade(ChannelHandlerContext ctx, HttpRequest complete) {
        String key = complete.headers().get(HttpHeaderNames.SEC_WEBSOCKET_KEY);
        ctx.writeAndFlush(HttpHeads.of(ctx.alloc(), "HTTP/1.1 101 Switching Protocols", "Connection: Upgrade", "Upgrade: websocket",
                "Sec-WebSocket-Accept: " + HandshakeKey.answer(key))).addListener(done -> closeUnlessDone(ctx, done.cause()));
        ctx.channel().config().setAutoRead(false);
        ctx.pipeline().addAfter(ctx.name(), FrameCodec.NAME, new FrameCodec(Role.RESPONDER, maxFrame));
        ctx.pipeline().remove(this);
        // last, because it passes on what came behind the request
        ctx.pipeline().remove(HttpRequestDecoder.class);
        upgraded.accept(complete.headers());
    }

    private static void closeUnlessDone(ChannelHandlerContext ctx, @Nullable Throwable failure) {
        if (failure instanceof IOException) {
            ctx.channel().close();
        }
    }
}
