package org.jackfield.kernel.swarm;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.jackfield.kernel.event.Counters;
import org.jackfield.spi.Connection;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.ErrorCode;
import org.jackfield.spi.LimitExceeded;
import org.jackfield.spi.ProtocolHandler;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.ProtocolViolation;
import org.jackfield.spi.datapath.MuxedStream;

/** The protocols this node serves, and how a stream finds its handler. Thread-safe. */
public final class ProtocolTable {
    private static final Logger LOG = LoggerFactory.getLogger(ProtocolTable.class);

    private final Map<ProtocolId, Served> served = new ConcurrentSkipListMap<>();
    private final Duration negotiationTimeout;
    private final Counters counters;

    ProtocolTable(Duration negotiationTimeout, Counters counters) {
        this.negotiationTimeout = negotiationTimeout;
        this.counters = counters;
    }

    /**
     * Adds a protocol.
     *
     * @param loader context class loader for the handler
     * @throws IllegalArgumentException if the id is served already
     */
    public void add(ProtocolId id, ProtocolHandler handler, ClassLoader loader) {
        if (served.putIfAbsent(id, new Served(handler, loader)) != null) {
            throw new IllegalArgumentException("two protocol plugins serve " + id);
        }
    }

    /** Removes a protocol; running handlers go on. */
    public void remove(ProtocolId id) {
        served.remove(id);
    }

    /** Lists the ids served. */
    public Set<ProtocolId> ids() {
        return Set.copyOf(served.keySet());
    }

    /** Negotiates and handles one inbound stream, on its own thread; what goes wrong ends this stream only. */
    void serve(Connection connection, MuxedStream stream) {
        SwarmStream peerStream;
        try {
            stream.deadline(Deadline.after(negotiationTimeout));
            peerStream = SwarmStream.answered(served.keySet(), connection, stream);
            stream.deadline(Deadline.NEVER);
        } catch (IOException | RuntimeException e) {
            counters.count("streams.refused.negotiation");
            LOG.debug("no protocol on a stream of {}: {}", connection, e.toString());
            stream.reset(ErrorCode.NEGOTIATION_FAILED);
            return;
        }
        Served chosen = served.get(peerStream.protocol());
        if (chosen == null) {
            peerStream.reset(ErrorCode.NEGOTIATION_FAILED);
            return;
        }
        counters.count("streams.inbound");
        handle(peerStream, chosen);
    }

    private void handle(SwarmStream stream, Served chosen) {
        Thread.currentThread().setContextClassLoader(chosen.loader());
        try {
            chosen.handler().handle(stream);
            stream.closeWrite();
        } catch (IOException e) {
            counters.count(e instanceof ProtocolViolation ? "streams.failed.protocol-violation" : "streams.failed.io");
            LOG.debug("{}: {}", stream, e.toString());
            stream.reset(told(e));
        } catch (RuntimeException e) {
            counters.count("streams.failed.handler");
            LOG.warn("the handler of {} failed", stream, e);
            stream.reset(ErrorCode.NONE);
        } finally {
            // after the reset, which else would come too late to carry a code
            close(stream);
        }
    }

    /** What the handler itself found; other failures came from the stream, or are none of the peer's business. */
    private static ErrorCode told(IOException failure) {
        return switch (failure) {
            case ProtocolViolation violation -> violation.code();
            case LimitExceeded limit -> limit.code();
            default -> ErrorCode.NONE;
        };
    }

    private static void close(SwarmStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            LOG.debug("closing {}: {}", stream, e.toString());
        }
    }

    private record Served(ProtocolHandler handler, ClassLoader loader) {}
}
