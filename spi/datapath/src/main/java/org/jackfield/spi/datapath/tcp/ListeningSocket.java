package org.jackfield.spi.datapath.tcp;

import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

import io.netty.channel.Channel;

/** A TCP socket that listens. */
public final class ListeningSocket implements AutoCloseable {
    private final InetSocketAddress address;
    private final Channel server;
    private final Runnable onClose;

    ListeningSocket(InetSocketAddress address, Channel server, Runnable onClose) {
        this.address = address;
        this.server = server;
        this.onClose = onClose;
    }

    /** Gives the bound address, with its real port. */
    public InetSocketAddress address() {
        return address;
    }

    /** Stops accepting; accepted channels live on. Waits up to two seconds for the port to be free. Idempotent. */
    @Override
    public void close() {
        onClose.run();
        server.close().awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
