package org.jackfield.spi.tck;

/** How a link or stream in memory hands on the bytes that are written to it. */
public enum Delivery {
    /** In pieces as large as a socket would read them; much is under way at once. */
    WHOLE(64 * 1024, 256 * 1024),
    /** Every byte by itself. */
    BYTE_BY_BYTE(1, 64 * 1024),
    /** In pieces of 100 bytes. */
    IN_PIECES(100, 64 * 1024),
    /** No more than 100 bytes are under way: each waits until the ones before were read. */
    NARROW(100, 100);

    private final int piece;
    private final int capacity;

    Delivery(int piece, int capacity) {
        this.piece = piece;
        this.capacity = capacity;
    }

    /** Most bytes given to the reader at once. */
    public int piece() {
        return piece;
    }

    /** Bytes under way before the writer waits. */
    public int capacity() {
        return capacity;
    }
}
