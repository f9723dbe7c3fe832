package org.jackfield.spi.snapshot;

import java.nio.file.Path;

/**
 * Tells what came of reading a {@link SnapshotFile}; one {@code switch} has all cases.
 *
 * @param <T> its content
 */
public sealed interface Reading<T> {
    /** There is no such file: nothing was kept so far. */
    record Absent<T>() implements Reading<T> {}

    /** The file was whole. */
    record Content<T>(T value) implements Reading<T> {}

    /**
     * The file could not be understood and was renamed, so that nothing overwrites it.
     *
     * @param kept where it is now
     * @param why  what is wrong with it
     */
    record SetAside<T>(Path kept, String why) implements Reading<T> {}
}
