package org.jackfield.muxer.mplex;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;

import io.netty.buffer.ByteBuf;

import org.jackfield.spi.datapath.MuxedStream;

/** What tests do with streams. */
final class Streams {
    private Streams() {}

    static byte[] random(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** Reads all there is, to the end of the stream. */
    static byte[] readToEnd(MuxedStream stream) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuf next;
        while ((next = stream.read()) != null) {
            next.readBytes(all, next.readableBytes());
            next.release();
        }
        return all.toByteArray();
    }
}
