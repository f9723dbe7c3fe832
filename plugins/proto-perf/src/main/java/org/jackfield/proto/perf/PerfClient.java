package org.jackfield.proto.perf;

import java.io.IOException;
import java.time.Duration;

import org.jackfield.spi.ErrorCode;
import org.jackfield.spi.PeerStream;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.ProtocolViolation;

/** Measures throughput on one stream. Source: libp2p, perf. */
public final class PerfClient {
    /** What a perf stream is opened with. */
    public static final ProtocolId ID = new ProtocolId("/perf/1.0.0");

    private PerfClient() {}

    /**
     * Uploads, ends its direction, then downloads. Blocks for both, within the stream's deadline; the stream is of no further use.
     *
     * @param upload   bytes to send; not negative
     * @param download bytes to ask for; not negative
     * @throws ProtocolViolation the server sent another number of bytes
     */
    public static PerfResult run(PeerStream stream, long upload, long download) throws IOException {
        if (upload < 0) {
            throw new IllegalArgumentException("a number of bytes is not negative: " + upload);
        }
        // one array, because js-libp2p wants the whole request in its first chunk
        byte[] request = new PerfRequest(download).encode().toArray();
        long start = System.nanoTime();
        stream.out().write(request);
        Bulk.write(stream.out(), upload, () -> {});
        stream.closeWrite();
        int first = stream.in().read();
        long uploaded = System.nanoTime();
        long received = first < 0 ? 0 : 1 + Bulk.drain(stream.in(), download, () -> {});
        long end = System.nanoTime();
        if (received != download) {
            stream.reset(ErrorCode.PROTOCOL_VIOLATION);
            throw new ProtocolViolation("perf: expected " + download + " bytes, got " + (received < download ? "" : "at least ") + received
                    + " from " + stream.connection().remotePeer());
        }
        return new PerfResult(Duration.ofNanos(uploaded - start), Duration.ofNanos(end - uploaded));
    }
}
