package org.jackfield.spi.datapath;

import java.io.IOException;

/**
 * The blocking face of a fresh link, so that negotiation and handshake are straight-line code on a virtual thread. One reader at a time.
 *
 * <p>Nothing here times itself: the kernel closes the link at the deadline of the whole upgrade, and waiting calls fail.
 */
public interface Preamble {
    /** Most bytes one {@link #read} may ask for. */
    int MAX_READ = 65_537;

    /**
     * Reads exactly {@code length} bytes, never more: what follows stays for the next layer.
     *
     * @param length 0 to {@value #MAX_READ}
     * @throws java.io.EOFException if the link ends before
     */
    byte[] read(int length) throws IOException;

    /** Counts the bytes that can be read without waiting. */
    int buffered();

    /** Sends bytes now; the array is copied or sent before this returns. */
    void write(byte[] data) throws IOException;
}
