package org.jackfield.dist.cli;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.LongAdder;

import org.jackfield.spi.Connection;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.ErrorCode;
import org.jackfield.spi.PeerStream;
import org.jackfield.spi.ProtocolId;

/** A stream that others can watch at work. */
final class CountedStream implements PeerStream {
    private final PeerStream stream;
    private final LongAdder written = new LongAdder();
    private final LongAdder read = new LongAdder();

    CountedStream(PeerStream stream) {
        this.stream = stream;
    }

    long written() {
        return written.sum();
    }

    long read() {
        return read.sum();
    }

    @Override
    public ProtocolId protocol() {
        return stream.protocol();
    }

    @Override
    public Connection connection() {
        return stream.connection();
    }

    @Override
    public InputStream in() {
        return new FilterInputStream(stream.in()) {
            @Override
            public int read() throws IOException {
                int next = in.read();
                read.add(next < 0 ? 0 : 1);
                return next;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                int got = in.read(into, offset, length);
                read.add(Math.max(0, got));
                return got;
            }
        };
    }

    @Override
    public OutputStream out() {
        return new FilterOutputStream(stream.out()) {
            @Override
            public void write(byte[] from, int offset, int length) throws IOException {
                out.write(from, offset, length);
                written.add(length);
            }
        };
    }

    @Override
    public void deadline(Deadline deadline) {
        stream.deadline(deadline);
    }

    @Override
    public void closeWrite() throws IOException {
        stream.closeWrite();
    }

    @Override
    public void reset(ErrorCode code) {
        stream.reset(code);
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
