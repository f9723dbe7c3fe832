package org.jackfield.spi.peer;

import java.nio.ByteBuffer;

import org.jackfield.spi.multiformats.Bytes;

/** The number of an in-process listener: 64 bits, big-endian, as Go and Rust have it. */
final class MemoryValue implements ValueCodec {

    @Override
    public int size() {
        return Long.BYTES;
    }

    @Override
    public Bytes parse(String text) {
        return Bytes.copyOf(ByteBuffer.allocate(Long.BYTES).putLong(Decimal.parseUnsigned(text)).flip());
    }

    @Override
    public String print(Bytes value) {
        return Long.toUnsignedString(value.asReadOnlyBuffer().getLong());
    }
}
