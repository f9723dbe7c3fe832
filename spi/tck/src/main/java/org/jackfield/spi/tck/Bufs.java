package org.jackfield.spi.tck;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

import org.jackfield.spi.datapath.FrameBuffers;
import org.jackfield.spi.datapath.MuxedStream;

/** Arrays in, arrays out: what the tests of the data path do with buffers. */
final class Bufs {
    private Bufs() {}

    /** Makes bytes that differ by seed. */
    static byte[] random(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** Writes bytes in buffers as the kernel makes them. */
    static void write(MuxedStream stream, ByteBufAllocator allocator, byte[] bytes) throws IOException {
        for (int at = 0; at < bytes.length;) {
            int count = Math.min(FrameBuffers.PAYLOAD, bytes.length - at);
            stream.write(FrameBuffers.allocate(allocator, count).writeBytes(bytes, at, count));
            at += count;
        }
    }

    /** Reads so many bytes; fails if the stream ends before. */
    static byte[] read(MuxedStream stream, int length) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(length);
        while (out.size() < length) {
            if (!append(stream.read(), out)) {
                throw new AssertionError("the stream ended after " + out.size() + " of " + length + " bytes");
            }
        }
        if (out.size() > length) {
            throw new AssertionError(out.size() + " bytes came instead of " + length);
        }
        return out.toByteArray();
    }

    /** Reads to the clean end. */
    static byte[] readAll(MuxedStream stream) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        while (append(stream.read(), out)) {
            // until null
        }
        return out.toByteArray();
    }

    /** Sends back what comes until the peer's clean end, then ends too. */
    static void echo(MuxedStream stream, ByteBufAllocator allocator) throws IOException {
        ByteBuf data;
        while ((data = stream.read()) != null) {
            byte[] bytes = take(data);
            write(stream, allocator, bytes);
        }
        stream.closeWrite();
    }

    /** Copies and releases. */
    static byte[] take(ByteBuf data) {
        try {
            byte[] bytes = new byte[data.readableBytes()];
            data.readBytes(bytes);
            return bytes;
        } finally {
            data.release();
        }
    }

    /** Makes buffers of the same content that differ in what they are made of. */
    static List<ByteBuf> shapes(ByteBufAllocator allocator, byte[] content) {
        int half = content.length / 2;
        ByteBuf shared = allocator.buffer().writeBytes(content);
        ByteBuf slice = shared.readRetainedSlice(content.length);
        shared.release();
        return List.of(allocator.heapBuffer().writeBytes(content), allocator.directBuffer().writeBytes(content),
                allocator.directBuffer(content.length, content.length).writeBytes(content), slice,
                allocator.heapBuffer().writeBytes(content).asReadOnly(), Unpooled.wrappedBuffer(content),
                FrameBuffers.allocate(allocator, content.length).writeBytes(content),
                allocator.compositeBuffer().addComponent(true, allocator.heapBuffer().writeBytes(content, 0, half)).addComponent(true,
                        allocator.directBuffer().writeBytes(content, half, content.length - half)));
    }

    private static boolean append(@Nullable ByteBuf data, ByteArrayOutputStream out) {
        if (data == null) {
            return false;
        }
        byte[] bytes = take(data);
        if (bytes.length == 0) {
            throw new AssertionError("read() gave an empty buffer");
        }
        out.writeBytes(bytes);
        return true;
    }
}
