package org.jackfield.gateway.http;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client: takes its requests one behind the other, each message when it is asked for. In the event loop, but for what says otherwise.
 */
final class HttpConnection extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);
    /** How long and how much a client that was refused may go on sending: closed at once, it would miss the answer. */
    private static final Duration LINGER = Duration.ofSeconds(1);
    private static final int MAX_LINGER = 1 << 20;

    private final Service service;
    private @Nullable ChannelHandlerContext own;
    private @Nullable BodyInput body;
    private @Nullable Outlet outlet;
    private @Nullable Future<?> timer;
    private boolean arriving;
    private boolean waiting;
    private boolean closing;
    private int dropped;

    HttpConnection(Service service) {
        this.service = service;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        own = ctx;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        service.metrics().opened();
        next(ctx);
    }

    /** Bytes came from the socket; the first ones of a request begin its time. */
    void arrived() {
        ChannelHandlerContext ctx = own;
        if (ctx != null && waiting && !arriving) {
            arriving = true;
            schedule(ctx, service.config().headerTimeout(),
                    () -> refuse(ctx, new Refusal(408, "the headers took longer than header-timeout allows")));
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest head && waiting) {
            waiting = false;
            cancelTimer();
            begin(ctx, head);
            ReferenceCountUtil.release(message);
        } else if (message instanceof HttpContent content && !closing) {
            content(content);
        } else {
            drop(ctx, message);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        Outlet waitedFor = outlet;
        if (waitedFor != null) {
            waitedFor.changed();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        service.metrics().closed();
        service.open().decrementAndGet();
        cancelTimer();
        BodyInput read = body;
        if (read != null) {
            read.fail(new ClientFault(400, "the client is gone"));
        }
        channelWritabilityChanged(ctx);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("{}: {}", ctx.channel().remoteAddress(), cause.toString());
        ctx.close();
    }

    /** Waits for the next request. */
    private void next(ChannelHandlerContext ctx) {
        waiting = true;
        arriving = false;
        schedule(ctx, service.config().idleTimeout(), ctx::close);
        ctx.read();
    }

    private void begin(ChannelHandlerContext ctx, HttpRequest head) {
        InetSocketAddress remote = (InetSocketAddress) ctx.channel().remoteAddress();
        switch (service.dispatcher().get().decide(head, remote)) {
            case Dispatcher.Refuse no -> refuse(ctx, no.refusal());
            case Dispatcher.Run run -> run(ctx, head, run);
        }
    }

    private void run(ChannelHandlerContext ctx, HttpRequest head, Dispatcher.Run run) {
        HttpGatewayConfig config = service.config();
        boolean[] promised = {HttpUtil.is100ContinueExpected(head)};
        Outlet sends = new Outlet(ctx, config.idleTimeout());
        BodyInput reads = new BodyInput(() -> {
            if (promised[0]) {
                promised[0] = false;
                sends.sendNow(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
            }
            ctx.read();
        }, run.served().route().maxBody(), config.idleTimeout());
        outlet = sends;
        body = reads;
        Exchange exchange = new Exchange(run.request(), reads, sends, new Exchange.Manner(
                head.protocolVersion().equals(HttpVersion.HTTP_1_1), HttpUtil.isKeepAlive(head), service.clock()));
        if (!HttpUtil.isTransferEncodingChunked(head) && HttpUtil.getContentLength(head, 0L) == 0) {
            // the end of an empty body is there already: asked for now, it is not in the way of the next request
            ctx.read();
        }
        run.served().runner().fork("http " + run.served().route(), () -> {
            Handling.End[] end = {Handling.End.CUT};
            try {
                end[0] = Handling.run(run.served(), exchange);
            } finally {
                later(ctx, () -> over(ctx, run, exchange, end[0]));
            }
        });
    }

    private static void later(ChannelHandlerContext ctx, Runnable work) {
        try {
            ctx.executor().execute(work);
        } catch (RejectedExecutionException e) {
            LOG.debug("the gateway is closed", e);
        }
    }

    private void content(HttpContent content) {
        BodyInput reads = body;
        boolean last = content instanceof LastHttpContent;
        if (reads == null || content.decoderResult().isFailure()) {
            content.release();
            if (reads != null) {
                reads.fail(new ClientFault(400, "the body is not framed as HTTP/1.1 says"));
                closing = true;
            }
            return;
        }
        ByteBuf data = content.content();
        reads.offer(data, last);
    }

    /** The handler is done and its answer on the way. */
    private void over(ChannelHandlerContext ctx, Dispatcher.Run run, Exchange exchange, Handling.End end) {
        BodyInput read = body;
        body = null;
        service.metrics().answered(run.served().route().toString(), exchange.status());
        boolean whole = read != null && read.hasEnded();
        if (end == Handling.End.CUT || !ctx.channel().isActive()) {
            ctx.close();
        } else if (end == Handling.End.KEEP && whole && !closing) {
            next(ctx);
        } else {
            linger(ctx, whole);
        }
    }

    private void refuse(ChannelHandlerContext ctx, Refusal refusal) {
        waiting = false;
        service.metrics().answered("none", refusal.status());
        LOG.debug("{}: {} {}", ctx.channel().remoteAddress(), refusal.status(), refusal.reason());
        Outlet sends = new Outlet(ctx, service.config().idleTimeout());
        outlet = sends;
        sends.sendNow(Exchange.refusal(refusal, service.clock()));
        linger(ctx, false);
    }

    /** Closes once the answer is out; a client that is still sending gets a moment to find it. */
    private void linger(ChannelHandlerContext ctx, boolean whole) {
        closing = true;
        Outlet sends = outlet;
        ChannelFuture answered = sends == null ? null : sends.last();
        if (answered == null) {
            ctx.close();
        } else if (whole) {
            answered.addListener(ChannelFutureListener.CLOSE);
            schedule(ctx, service.config().idleTimeout(), ctx::close);
        } else {
            answered.addListener(_ -> {
                // TLS says itself that it ends, when it is closed
                if (ctx.channel() instanceof DuplexChannel socket && ctx.pipeline().get(SslHandler.class) == null) {
                    socket.shutdownOutput();
                }
                schedule(ctx, LINGER, ctx::close);
            });
            ctx.read();
        }
    }

    private void drop(ChannelHandlerContext ctx, Object message) {
        dropped += message instanceof HttpContent content ? content.content().readableBytes() : 1;
        ReferenceCountUtil.release(message);
        if (dropped > MAX_LINGER) {
            ctx.close();
        } else {
            ctx.read();
        }
    }

    private void schedule(ChannelHandlerContext ctx, Duration after, Runnable work) {
        cancelTimer();
        timer = ctx.executor().schedule(work, after.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void cancelTimer() {
        Future<?> scheduled = timer;
        timer = null;
        if (scheduled != null) {
            scheduled.cancel(false);
        }
    }
}
