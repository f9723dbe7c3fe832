package org.jackfield.muxer.yamux;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

import org.jackfield.spi.ProtocolViolation;

/** Reads headers from buffers that split anywhere; keeps at most the bytes of one. */
final class HeaderReader {
    private final ByteBuf scratch = Unpooled.wrappedBuffer(new byte[FrameHeader.SIZE]).clear();

    /** Takes a header's bytes, or those of them that are there; null if more are needed. */
    @Nullable
    FrameHeader next(ByteBuf from) throws ProtocolViolation {
        if (!scratch.isReadable() && from.readableBytes() >= FrameHeader.SIZE) {
            return FrameHeader.read(from);
        }
        from.readBytes(scratch, Math.min(scratch.writableBytes(), from.readableBytes()));
        if (scratch.isWritable()) {
            return null;
        }
        FrameHeader header = FrameHeader.read(scratch);
        scratch.clear();
        return header;
    }
}
