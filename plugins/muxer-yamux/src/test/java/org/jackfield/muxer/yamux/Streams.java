package org.jackfield.muxer.yamux;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;

import org.jackfield.spi.ErrorCode;
import org.jackfield.spi.datapath.FrameBuffers;
import org.jackfield.spi.datapath.MuxedStream;

/** What tests do with streams. */
final class Streams {
    /** All buffers of a test come from here, so that none can get lost unseen. */
    static final UnpooledByteBufAllocator ALLOCATOR = new UnpooledByteBufAllocator(true, true);

    private Streams() {}

    /** Gives the buffer memory in use, in bytes. */
    static long memory() {
        return ALLOCATOR.metric().usedDirectMemory() + ALLOCATOR.metric().usedHeapMemory();
    }

    static byte[] random(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** Writes bytes the way the kernel does: in buffers with room around the data. */
    static void write(MuxedStream stream, byte[] bytes) throws IOException {
        for (int from = 0; from < bytes.length; from += FrameBuffers.PAYLOAD) {
            int size = Math.min(FrameBuffers.PAYLOAD, bytes.length - from);
            stream.write(FrameBuffers.allocate(ALLOCATOR, size).writeBytes(bytes, from, size));
        }
    }

    /** Reads up to a number of bytes, fewer at the end of the stream. */
    static byte[] read(MuxedStream stream, int size) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (all.size() < size) {
            ByteBuf next = stream.read();
            if (next == null) {
                break;
            }
            next.readBytes(all, next.readableBytes());
            next.release();
        }
        return all.toByteArray();
    }

    static byte[] readToEnd(MuxedStream stream) throws IOException {
        return read(stream, Integer.MAX_VALUE);
    }

    /** Sends back what comes, to the end. */
    static void echo(MuxedStream stream) {
        try {
            ByteBuf next;
            while ((next = stream.read()) != null) {
                stream.write(next);
            }
            stream.closeWrite();
        } catch (IOException e) {
            stream.reset(ErrorCode.NONE);
        }
    }

    /** Reads all, then says how much it was in eight bytes. */
    static void count(MuxedStream stream) {
        try {
            long sum = 0;
            ByteBuf next;
            while ((next = stream.read()) != null) {
                sum += next.readableBytes();
                next.release();
            }
            stream.write(FrameBuffers.allocate(ALLOCATOR, Long.BYTES).writeLong(sum));
            stream.closeWrite();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
