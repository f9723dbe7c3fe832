package org.jackfield.proto.perf;

import java.io.IOException;
import java.time.Duration;

import org.jackfield.spi.Deadline;
import org.jackfield.spi.PeerStream;
import org.jackfield.spi.ProtocolViolation;
import org.jackfield.spi.multiformats.Bytes;

/** Reads what a peer uploads, then sends what it asked for. Holds one array per stream, whatever the amounts. Thread-safe. */
final class PerfServer {
    private final Duration stall;

    PerfServer(Duration stall) {
        this.stall = stall;
    }

    void serve(PeerStream stream) throws IOException {
        Bulk.Progress progress = () -> stream.deadline(Deadline.after(stall));
        progress.moved();
        byte[] head = stream.in().readNBytes(PerfRequest.BYTES);
        if (head.length < PerfRequest.BYTES) {
            throw new ProtocolViolation("perf: expected " + PerfRequest.BYTES + " bytes of request, got " + head.length);
        }
        PerfRequest request = PerfRequest.decode(Bytes.copyOf(head));
        Bulk.drain(stream.in(), Long.MAX_VALUE, progress);
        Bulk.write(stream.out(), request.download(), progress);
    }
}
