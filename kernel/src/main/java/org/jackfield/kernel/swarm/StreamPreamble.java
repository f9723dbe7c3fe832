package org.jackfield.kernel.swarm;

import java.io.EOFException;
import java.io.IOException;

import org.jackfield.spi.datapath.Preamble;

/** Lets the negotiator talk on a stream. */
record StreamPreamble(StreamInput in, StreamOutput out) implements Preamble {
    @Override
    public byte[] read(int length) throws IOException {
        byte[] data = in.readNBytes(length);
        if (data.length < length) {
            throw new EOFException("the peer ended the stream during the negotiation");
        }
        return data;
    }

    @Override
    public int buffered() {
        return in.available();
    }

    @Override
    public void write(byte[] data) throws IOException {
        out.write(data);
        out.flush();
    }
}
