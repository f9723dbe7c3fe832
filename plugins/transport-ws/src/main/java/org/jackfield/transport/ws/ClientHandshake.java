package org.jackfield.transport.ws;

import java.io.EOFException;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.ReferenceCountUtil;

import org.jackfield.spi.HandshakeFailed;
import org.jackfield.spi.datapath.Role;

/** Asks a listener for a WebSocket and checks its answer; follows no redirection. Event loop only. Source: RFC 6455, section 4.1. */
final class ClientHandshake extends ChannelInboundHandlerAdapter {
    private final String key = HandshakeKey.fresh();
    private final WsAddress address;
    private final long maxFrame;
    private final ChannelPromise done;

    /** @param done succeeds once the channel speaks WebSocket; auto-read is off then */
    ClientHandshake(WsAddress address, long maxFrame, ChannelPromise done) {
        this.address = address;
        this.maxFrame = maxFrame;
        this.done = done;
    }

    /** Sends the request; what is below encrypts it, when it can. */
    void ask(ChannelHandlerContext ctx) {
        String target = address.path().map(RequestPath::target).orElse("/");
        ctx.writeAndFlush(HttpHeads.of(ctx.alloc(), "GET " + target + " HTTP/1.1", "Host: " + address.host(), "Connection: Upgrade",
                "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: " + key));
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        if (ctx.channel().isActive()) {
            ask(ctx);
        } else {
            channelInactive(ctx);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (message instanceof HttpResponse response) {
                check(response);
                ctx.channel().config().setAutoRead(false);
                ctx.pipeline().addAfter(ctx.name(), FrameCodec.NAME, new FrameCodec(Role.INITIATOR, maxFrame));
                ctx.pipeline().remove(this);
                // last, because it passes on what came behind the answer
                ctx.pipeline().remove(HttpResponseDecoder.class);
                done.trySuccess();
            }
        } catch (HandshakeFailed e) {
            exceptionCaught(ctx, e);
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        done.tryFailure(new EOFException("the listener closed the link during the websocket handshake"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        Throwable reason = cause instanceof DecoderException && cause.getCause() != null ? cause.getCause() : cause;
        done.tryFailure(reason);
        ctx.close();
    }

    private void check(HttpResponse response) throws HandshakeFailed {
        HttpHeaders headers = response.headers();
        if (response.decoderResult().isFailure()) {
            throw new HandshakeFailed("websocket handshake: the answer is no HTTP", response.decoderResult().cause());
        }
        if (!response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
            throw new HandshakeFailed("websocket handshake: expected status 101, got " + response.status().code());
        }
        if (!HttpHeads.upgrades(response) || !HandshakeKey.answer(key).equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT))) {
            throw new HandshakeFailed("websocket handshake: the answer is not one to the question");
        }
        if (headers.contains(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS) || headers.contains(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL)) {
            throw new HandshakeFailed("websocket handshake: the listener chose what was not offered");
        }
    }
}
