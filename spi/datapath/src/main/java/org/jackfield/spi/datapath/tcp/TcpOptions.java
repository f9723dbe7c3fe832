package org.jackfield.spi.datapath.tcp;

/**
 * How a transport uses TCP sockets; a part of its options, or all of them.
 *
 * @param engine     how sockets are driven
 * @param eventLoops event loop threads; 0 means one per processor
 * @param backlog    connections the operating system keeps until they are accepted, 1 to 65535
 * @param noDelay    send small frames at once (TCP_NODELAY)
 * @param keepAlive  let the operating system probe idle connections (SO_KEEPALIVE)
 * @param portReuse  dial from the port that is listened on, so that the address a peer observes is one it can dial (SO_REUSEPORT)
 */
public record TcpOptions(Engine engine, int eventLoops, int backlog, boolean noDelay, boolean keepAlive, boolean portReuse) {
    /** The options at their defaults. */
    public static final TcpOptions DEFAULTS = new TcpOptions(Engine.AUTO, 0, 1024, true, true, true);

    private static final int MAX_EVENT_LOOPS = 1024;
    private static final int MAX_BACKLOG = 65_535;

    public TcpOptions {
        if (eventLoops < 0 || eventLoops > MAX_EVENT_LOOPS) {
            throw new IllegalArgumentException("event-loops is 0 to " + MAX_EVENT_LOOPS + ": " + eventLoops);
        }
        if (backlog < 1 || backlog > MAX_BACKLOG) {
            throw new IllegalArgumentException("backlog is 1 to " + MAX_BACKLOG + ": " + backlog);
        }
    }

    /** How sockets are driven. */
    public enum Engine {
        /** Epoll where it loads, else NIO. */
        AUTO,
        /** Linux epoll; the start fails where it does not load. */
        EPOLL,
        /** The JDK's selectors. */
        NIO
    }
}
