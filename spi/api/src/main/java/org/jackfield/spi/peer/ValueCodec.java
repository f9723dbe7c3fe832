package org.jackfield.spi.peer;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.MalformedException;

/** What the value of one address protocol looks like, in bytes and in text. Thread-safe. */
interface ValueCodec {

    /** In place of a size: the bytes are preceded by their count. */
    int VARIABLE = -1;

    /** Bytes of each value, 0 for none, or {@link #VARIABLE}. */
    int size();

    /** Insists that these are the bytes of a value. */
    default void check(Bytes value) {
        if (size() != VARIABLE && value.length() != size()) {
            throw new MalformedException("expected " + size() + " bytes, got " + value.length());
        }
    }

    /** The value written as this text; the result passes {@link #check}. */
    Bytes parse(String text);

    /** The canonical text of a checked value. */
    String print(Bytes value);
}
