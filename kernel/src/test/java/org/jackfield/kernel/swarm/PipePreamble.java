package org.jackfield.kernel.swarm;

import java.io.EOFException;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;

import org.jackfield.spi.datapath.Preamble;

/** Two ends of a link in memory. */
record PipePreamble(PipedInputStream in, PipedOutputStream out) implements Preamble {
    static PipePreamble[] pair() {
        try {
            PipedInputStream left = new PipedInputStream(1 << 17);
            PipedInputStream right = new PipedInputStream(1 << 17);
            return new PipePreamble[]{new PipePreamble(left, new PipedOutputStream(right)),
                new PipePreamble(right, new PipedOutputStream(left))};
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public byte[] read(int length) throws IOException {
        byte[] data = in.readNBytes(length);
        if (data.length < length) {
            throw new EOFException("ended after " + data.length + " of " + length + " bytes");
        }
        return data;
    }

    @Override
    public int buffered() {
        try {
            return in.available();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void write(byte[] data) throws IOException {
        out.write(data);
        out.flush();
    }

    void end() throws IOException {
        out.close();
    }
}
