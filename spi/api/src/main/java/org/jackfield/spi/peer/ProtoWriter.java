package org.jackfield.spi.peer;

import java.io.ByteArrayOutputStream;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.Varint;

/** Writes the fields of one protobuf message in the order they are put, zero values included. */
final class ProtoWriter {

    private final ByteArrayOutputStream target = new ByteArrayOutputStream();

    ProtoWriter varint(int field, long value) {
        Varint.put((long) field << 3, target);
        Varint.put(value, target);
        return this;
    }

    ProtoWriter bytes(int field, Bytes value) {
        Varint.put(((long) field << 3) | 2, target);
        Varint.put(value.length(), target);
        target.writeBytes(value.toArray());
        return this;
    }

    Bytes message() {
        return Bytes.copyOf(target.toByteArray());
    }
}
