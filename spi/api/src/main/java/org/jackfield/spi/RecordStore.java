package org.jackfield.spi;

import java.io.IOException;
import java.util.Optional;

import org.jackfield.spi.multiformats.Bytes;

/** Keeps records, here or in the network. The kernel validates what goes in and what comes out. Blocking, thread-safe. */
public interface RecordStore extends Component {
    /** Stores a valid record; a store that holds a better one for this key keeps that. */
    void put(RecordKey key, Bytes value, Deadline deadline) throws IOException;

    /** Finds the best record this store knows. */
    Optional<Bytes> get(RecordKey key, Deadline deadline) throws IOException;
}
