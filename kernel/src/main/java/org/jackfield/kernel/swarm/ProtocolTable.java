package org.jackfield.kernel.swarm;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.jackfield.spi.Connection;
import org.jackfield.spi.Connection.Direction;
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
    private final StreamMetrics metrics;

    ProtocolTable(Duration negotiationTimeout, StreamMetrics metrics) {
        this.negotiationTimeout = negotiationTimeout;
        this.metrics = metrics;
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
    void serve(Connection connection, MuxedStream stream, Chosen chosenHears) {
        SwarmStream peerStream;
        try {
            stream.deadline(Deadline.after(negotiationTimeout));
            peerStream = SwarmStream.answered(served.keySet(), connection, stream);
            stream.deadline(Deadline.NEVER);
        } catch (IOException | RuntimeException e) {
            metrics.failed("negotiation");
            LOG.debug("no protocol on a stream of {}: {}", connection, e.toString());
            stream.reset(ErrorCode.NEGOTIATION_FAILED);
            return;
        }
        Served chosen = served.get(peerStream.protocol());
        if (chosen == null) {
            peerStream.reset(ErrorCode.NEGOTIATION_FAILED);
            return;
        }
        try {
            chosenHears.speaks(peerStream.protocol());
        } catch (LimitExceeded e) {
            metrics.failed("limit");
            peerStream.reset(e.code());
            close(peerStream);
            return;
        }
        handle(peerStream.metered(metrics, Direction.INBOUND), chosen);
    }

    private void handle(SwarmStream stream, Served chosen) {
        Thread.currentThread().setContextClassLoader(chosen.loader());
        try {
            chosen.handler().handle(stream);
            stream.closeWrite();
        } catch (IOException e) {
            metrics.failed(e instanceof ProtocolViolation ? "protocol-violation" : "io");
            LOG.debug("{}: {}", stream, e.toString());
            stream.reset(told(e));
        } catch (RuntimeException e) {
            metrics.failed("handler");
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

    /** Hears which protocol was chosen, before it is served. */
    @FunctionalInterface
    interface Chosen {
        /** @throws LimitExceeded if the stream is to be reset */
        void speaks(ProtocolId protocol) throws LimitExceeded;
    }

    private record Served(ProtocolHandler handler, ClassLoader loader) {}
}
