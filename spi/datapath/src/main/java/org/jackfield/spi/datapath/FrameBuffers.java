package org.jackfield.spi.datapath;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * Lays out outbound buffers so that every layer below adds its header and trailer in place: a buffer is allocated once, by whoever has the
 * bytes, with room for the muxer's header and the cipher's length and tag around them.
 */
public final class FrameBuffers {
    /** Room in front: 2 bytes Noise length, 12 bytes yamux header or at most 15 bytes mplex header, rounded up. */
    public static final int HEADROOM = 32;
    /** Room behind: the 16 byte tag of ChaCha20-Poly1305. */
    public static final int TAILROOM = 16;
    /** Most bytes per buffer: one yamux frame is then one Noise frame (at most 65519 bytes of plaintext) in exactly 64 KiB of memory. */
    public static final int PAYLOAD = 65_536 - HEADROOM - TAILROOM;

    private FrameBuffers() {}

    /** Allocates a direct buffer for {@code payload} bytes, 0 to {@link #PAYLOAD}; empty, indices behind the headroom. */
    public static ByteBuf allocate(ByteBufAllocator allocator, int payload) {
        int size = HEADROOM + payload + TAILROOM;
        return allocator.directBuffer(size, size).setIndex(HEADROOM, HEADROOM);
    }

    /** Tells whether {@code front} and {@code back} bytes can be added around the readable ones without moving or sharing them. */
    public static boolean hasRoom(ByteBuf buffer, int front, int back) {
        return buffer.isDirect() && !buffer.isReadOnly() && buffer.refCnt() == 1 && buffer.readerIndex() >= front && buffer
                .writableBytes() >= back;
    }
}
