package org.jackfield.spi.datapath;

import java.util.concurrent.Executor;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.util.concurrent.DefaultThreadFactory;

/**
 * Event loops that close all their channels when they are shut down. Netty's own (4.2.18) may not: a loop looks whether it is to end, closes
 * its channels if so, runs its tasks and looks again whether to leave; one that is told in between leaves with its channels open, and their
 * peers wait.
 */
public final class EventLoops extends MultiThreadIoEventLoopGroup {
    /**
     * @param threads how many loops, at least 1
     * @param name    of the threads, which are daemons
     */
    public EventLoops(int threads, String name, IoHandlerFactory handlers) {
        super(threads, new DefaultThreadFactory(name, true), handlers);
    }

    @Override
    protected IoEventLoop newChild(Executor executor, IoHandlerFactory handlers, Object... arguments) {
        return new Loop(this, executor, handlers);
    }

    private static final class Loop extends SingleThreadIoEventLoop {
        private boolean told;

        Loop(IoEventLoopGroup parent, Executor executor, IoHandlerFactory handlers) {
            super(parent, executor, handlers);
        }

        /** Runs once more before it leaves, with a task that keeps it from waiting for its channels meanwhile. */
        @Override
        protected boolean confirmShutdown() {
            if (isShuttingDown() && !told) {
                told = true;
                execute(() -> {});
                return false;
            }
            return super.confirmShutdown();
        }
    }
}
