package org.jackfield.benchmarks.micro;

import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

import org.jackfield.spi.datapath.Preamble;

/** One end of a link in memory, for the handshake before a benchmark. */
final class MemoryPreamble implements Preamble {
    private static final int CAPACITY = 1 << 16;

    private final BlockingQueue<Byte> in;
    private final BlockingQueue<Byte> out;

    private MemoryPreamble(BlockingQueue<Byte> in, BlockingQueue<Byte> out) {
        this.in = in;
        this.out = out;
    }

    /** Makes the two ends of a link. */
    static MemoryPreamble[] pair() {
        BlockingQueue<Byte> there = new ArrayBlockingQueue<>(CAPACITY);
        BlockingQueue<Byte> back = new ArrayBlockingQueue<>(CAPACITY);
        return new MemoryPreamble[]{new MemoryPreamble(back, there), new MemoryPreamble(there, back)};
    }

    @Override
    public byte[] read(int length) throws InterruptedIOException {
        byte[] data = new byte[length];
        try {
            for (int at = 0; at < length; at++) {
                data[at] = in.take();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while reading");
        }
        return data;
    }

    @Override
    public int buffered() {
        return in.size();
    }

    @Override
    public void write(byte[] data) {
        for (byte each : data) {
            out.add(each);
        }
    }
}
