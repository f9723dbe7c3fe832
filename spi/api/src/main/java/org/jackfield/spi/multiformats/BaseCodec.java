package org.jackfield.spi.multiformats;

/** Bytes to text and back, without a prefix. Thread-safe. */
interface BaseCodec {

    String encode(Bytes bytes);

    /** @throws MalformedException if the text is not of this base */
    Bytes decode(String text);
}
