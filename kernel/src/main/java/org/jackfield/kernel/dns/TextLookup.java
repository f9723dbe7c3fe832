package org.jackfield.kernel.dns;

import java.io.IOException;
import java.util.List;

import org.jackfield.spi.Deadline;

/** Finds the TXT records of a name. Blocking, thread-safe. */
@FunctionalInterface
public interface TextLookup {
    /** Looks a name up; the strings of one record come as one text. */
    List<String> lookup(String name, Deadline deadline) throws IOException;
}
