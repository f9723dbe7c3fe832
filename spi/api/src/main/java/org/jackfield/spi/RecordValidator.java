package org.jackfield.spi;

import java.util.Comparator;

import org.jackfield.spi.multiformats.Bytes;

/** Decides for one namespace which records count and which of two counts more. Pure and thread-safe. */
public interface RecordValidator extends Component {
    /** Names the namespace it decides for. */
    String namespace();

    /**
     * Checks that a value belongs to this key and is valid now.
     *
     * @throws IllegalArgumentException with the reason
     */
    void validate(RecordKey key, Bytes value);

    /** Orders valid values of one key, the better one last. */
    Comparator<Bytes> order(RecordKey key);
}
