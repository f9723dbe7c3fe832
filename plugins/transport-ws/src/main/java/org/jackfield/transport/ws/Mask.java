package org.jackfield.transport.ws;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

import io.netty.buffer.ByteBuf;

/** Combines payload with the mask of its frame, which puts it on and takes it off. Source: RFC 6455, section 5.3. Pure. */
final class Mask {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

    private Mask() {}

    /**
     * Masks bytes where they are.
     *
     * @param buffer in one piece of memory, which nobody else uses
     * @param mask   the four bytes of the frame, big-endian
     * @param offset of {@code from} in the payload
     */
    static void apply(ByteBuf buffer, int from, int length, int mask, long offset) {
        int turned = Integer.rotateLeft(mask, Byte.SIZE * (int) (offset & 3));
        long twice = (long) turned << Integer.SIZE | turned & 0xffff_ffffL;
        MemorySegment memory = MemorySegment.ofBuffer(buffer.internalNioBuffer(from, length));
        long inOrder = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? twice : Long.reverseBytes(twice);
        long longs = length / Long.BYTES;
        // in this form the compiler takes several at a time
        for (long each = 0; each < longs; each++) {
            memory.setAtIndex(LONG, each, memory.getAtIndex(LONG, each) ^ inOrder);
        }
        for (long at = longs * Long.BYTES; at < length; at++) {
            byte part = (byte) (twice >>> Long.SIZE - Byte.SIZE * (1 + at % Long.BYTES));
            memory.set(ValueLayout.JAVA_BYTE, at, (byte) (memory.get(ValueLayout.JAVA_BYTE, at) ^ part));
        }
    }
}
