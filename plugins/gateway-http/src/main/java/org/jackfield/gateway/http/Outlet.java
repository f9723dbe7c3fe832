package org.jackfield.gateway.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import org.jspecify.annotations.Nullable;

/** Sends to the client as fast as it takes; blocking, for one handler at a time. */
final class Outlet {
    private final ChannelHandlerContext ctx;
    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile @Nullable ChannelFuture last;

    /** @param patience with a client that takes nothing */
    Outlet(ChannelHandlerContext ctx, Duration patience) {
        this.ctx = ctx;
        this.patience = patience;
    }

    ChannelHandlerContext context() {
        return ctx;
    }

    /** Waits until the client has taken enough of what was sent before, then sends; takes ownership, also when it throws. */
    void send(Object message) throws IOException {
        try {
            awaitRoom();
        } catch (IOException e) {
            io.netty.util.ReferenceCountUtil.release(message);
            throw e;
        }
        sendNow(message);
    }

    /** Sends without waiting. */
    void sendNow(Object message) {
        last = ctx.writeAndFlush(message);
    }

    /** Gives the future of what was sent last; null if nothing was. */
    @Nullable
    ChannelFuture last() {
        return last;
    }

    /** The channel takes more, or is closed; in the event loop. */
    void changed() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void awaitRoom() throws IOException {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (ctx.channel().isActive() && !ctx.channel().isWritable()) {
                if (left <= 0) {
                    ctx.close();
                    throw new ClientFault(408, "the client took nothing for " + patience.toSeconds() + " s");
                }
                left = changed.awaitNanos(left);
            }
            if (!ctx.channel().isActive()) {
                throw new ClientFault(400, "the client is gone");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while answering");
        } finally {
            lock.unlock();
        }
    }
}
