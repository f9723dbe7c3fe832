package org.jackfield.kernel.limits;

import java.util.LinkedHashSet;
import java.util.Optional;

/**
 * The links that came in, are no connections yet and may be asked to give way, in the order in which they came. Whoever holds links without
 * a word would else lock all others out. Thread-safe.
 */
final class Waiting {
    private final LinkedHashSet<ManagedConnection> links = new LinkedHashSet<>();

    synchronized void add(ManagedConnection link) {
        links.add(link);
    }

    synchronized void remove(ManagedConnection link) {
        links.remove(link);
    }

    /** Takes out the link that has waited longest. */
    synchronized Optional<ManagedConnection> takeOldest() {
        return links.isEmpty() ? Optional.empty() : Optional.of(links.removeFirst());
    }
}
