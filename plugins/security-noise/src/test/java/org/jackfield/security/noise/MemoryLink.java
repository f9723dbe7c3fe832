package org.jackfield.security.noise;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.UnaryOperator;

import org.jackfield.spi.datapath.Preamble;

/** One end of a link in memory. What this end writes may be altered on its way. */
final class MemoryLink implements Preamble {
    private static final byte[] END = {};

    private final BlockingQueue<byte[]> incoming;
    private final BlockingQueue<byte[]> outgoing;
    private final UnaryOperator<byte[]> onTheWay;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private byte[] current = {};
    private int at;

    private MemoryLink(BlockingQueue<byte[]> incoming, BlockingQueue<byte[]> outgoing, UnaryOperator<byte[]> onTheWay) {
        this.incoming = incoming;
        this.outgoing = outgoing;
        this.onTheWay = onTheWay;
    }

    /** Both ends, initiator first. */
    static MemoryLink[] pair(UnaryOperator<byte[]> fromInitiator, UnaryOperator<byte[]> fromResponder) {
        BlockingQueue<byte[]> there = new LinkedBlockingQueue<>();
        BlockingQueue<byte[]> back = new LinkedBlockingQueue<>();
        return new MemoryLink[]{new MemoryLink(back, there, fromInitiator), new MemoryLink(there, back, fromResponder)};
    }

    /** An end that receives these bytes and then the end of the link. */
    static MemoryLink receiving(byte[] data) {
        MemoryLink link = new MemoryLink(new LinkedBlockingQueue<>(), new LinkedBlockingQueue<>(), UnaryOperator.identity());
        link.incoming.add(data.clone());
        link.incoming.add(END);
        return link;
    }

    @Override
    public byte[] read(int length) throws IOException {
        byte[] out = new byte[length];
        for (int i = 0; i < length; i++) {
            while (at == current.length) {
                current = take();
                at = 0;
            }
            out[i] = current[at++];
        }
        return out;
    }

    @Override
    public int buffered() {
        return current.length - at + incoming.stream().mapToInt(each -> each.length).sum();
    }

    @Override
    public void write(byte[] data) {
        written.writeBytes(data);
        byte[] altered = onTheWay.apply(data.clone());
        if (altered.length > 0) {
            outgoing.add(altered);
        }
    }

    /** Ends what this end sends. */
    void close() {
        outgoing.add(END);
    }

    /** What this end wrote so far. */
    byte[] written() {
        return written.toByteArray();
    }

    private byte[] take() throws IOException {
        try {
            byte[] next = incoming.take();
            if (next == END) {
                incoming.add(END);
                throw new EOFException("the link ended");
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(e.toString());
        }
    }
}
