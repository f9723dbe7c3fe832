package org.jackfield.kernel.swarm;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jackfield.kernel.metrics.jfr.StreamEvent;
import org.jackfield.spi.Connection;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.ErrorCode;
import org.jackfield.spi.NegotiationFailed;
import org.jackfield.spi.PeerStream;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.StreamReset;
import org.jackfield.spi.datapath.MuxedStream;

/** A stream of a connection, with its protocol negotiated or proposed. */
final class SwarmStream implements PeerStream {
    private final ProtocolId protocol;
    private final Connection connection;
    private final MuxedStream stream;
    private final StreamInput in;
    private final StreamOutput out;
    private final StreamMeter meter;
    private final AtomicBoolean closed = new AtomicBoolean();

    private SwarmStream(ProtocolId protocol, Connection connection, MuxedStream stream, StreamInput in, StreamOutput out,
            StreamMeter meter) {
        this.protocol = protocol;
        this.connection = connection;
        this.stream = stream;
        this.in = in;
        this.out = out;
        this.meter = meter;
    }

    /** Proposes one protocol and waits for the answer. */
    static SwarmStream negotiated(ProtocolId protocol, Connection connection, MuxedStream stream) throws IOException {
        SwarmStream made = make(protocol, connection, stream);
        try {
            Negotiator.propose(new StreamPreamble(made.in, made.out), java.util.List.of(protocol));
        } catch (StreamReset e) {
            throw refused(protocol, e);
        }
        return made;
    }

    /** Proposes one protocol together with the first bytes written; the answer is read before the first byte is. */
    static SwarmStream lazy(ProtocolId protocol, Connection connection, MuxedStream stream) throws IOException {
        SwarmStream made = make(protocol, connection, stream);
        made.out.write(Multistream.encode(Multistream.HEADER, protocol.value()));
        made.in.confirmFirst(made::confirm);
        return made;
    }

    /** Answers the proposals on a stream the peer opened. */
    static SwarmStream answered(java.util.Collection<ProtocolId> served, Connection connection, MuxedStream stream) throws IOException {
        StreamMeter meter = new StreamMeter();
        StreamOutput out = new StreamOutput(stream, meter);
        StreamInput in = new StreamInput(stream, out, meter);
        try {
            ProtocolId protocol = Negotiator.answer(new StreamPreamble(in, out), served);
            return new SwarmStream(protocol, connection, stream, in, out, meter);
        } catch (IOException | RuntimeException e) {
            out.discard();
            in.close();
            throw e;
        }
    }

    private static SwarmStream make(ProtocolId protocol, Connection connection, MuxedStream stream) {
        StreamMeter meter = new StreamMeter();
        StreamOutput out = new StreamOutput(stream, meter);
        return new SwarmStream(protocol, connection, stream, new StreamInput(stream, out, meter), out, meter);
    }

    /** Counts this stream from now on; before anybody else has it. */
    SwarmStream metered(StreamMetrics metrics, Connection.Direction opener) {
        meter.start(metrics.opened(opener, protocol), StreamEvent.begin(connection, protocol, opener));
        return this;
    }

    private void confirm() throws IOException {
        try {
            Negotiator.confirm(new StreamPreamble(in, out), protocol);
        } catch (StreamReset e) {
            throw refused(protocol, e);
        }
    }

    /** A peer may say by the code alone that it has no handler for the protocol. */
    private static IOException refused(ProtocolId protocol, StreamReset reset) {
        boolean refused = reset.remote() && reset.code().equals(ErrorCode.NEGOTIATION_FAILED);
        return refused ? new NegotiationFailed("the peer reset the stream instead of accepting " + protocol, reset) : reset;
    }

    @Override
    public ProtocolId protocol() {
        return protocol;
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public InputStream in() {
        return in;
    }

    @Override
    public OutputStream out() {
        return out;
    }

    @Override
    public void deadline(Deadline deadline) {
        stream.deadline(deadline);
    }

    @Override
    public void closeWrite() throws IOException {
        if (!out.ended()) {
            out.flush();
            in.confirm();
        }
        out.close();
    }

    @Override
    public void reset(ErrorCode code) {
        stream.reset(code);
        out.discard();
        meter.end("reset");
    }

    @Override
    public void close() throws IOException {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        if (out.ended()) {
            stream.closeRead();
        } else {
            reset(ErrorCode.NONE);
        }
        in.close();
        meter.end("closed");
    }

    @Override
    public String toString() {
        return protocol + " with " + connection.remotePeer();
    }
}
