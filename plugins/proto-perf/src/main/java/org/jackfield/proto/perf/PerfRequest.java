package org.jackfield.proto.perf;

import org.jackfield.spi.ProtocolViolation;
import org.jackfield.spi.multiformats.Bytes;

/**
 * The head of a perf stream. Source: libp2p, perf.
 *
 * @param download bytes the server shall send once it has read everything; not negative
 */
record PerfRequest(long download) {
    /** Length of the encoding. */
    static final int BYTES = Long.BYTES;

    PerfRequest {
        if (download < 0) {
            throw new IllegalArgumentException("a number of bytes is not negative: " + download);
        }
    }

    /**
     * Reads an unsigned 64-bit number, most significant byte first.
     *
     * @throws ProtocolViolation if it is 2⁶³ or more: nobody waits for that, and it would turn negative
     */
    static PerfRequest decode(Bytes encoded) throws ProtocolViolation {
        long download = encoded.asReadOnlyBuffer().getLong();
        if (download < 0) {
            throw new ProtocolViolation("perf: a download is less than 2^63 bytes: " + Long.toUnsignedString(download));
        }
        return new PerfRequest(download);
    }

    Bytes encode() {
        byte[] encoded = new byte[BYTES];
        for (int i = 0; i < BYTES; i++) {
            encoded[i] = (byte) (download >>> (Long.SIZE - Byte.SIZE * (i + 1)));
        }
        return Bytes.copyOf(encoded);
    }
}
