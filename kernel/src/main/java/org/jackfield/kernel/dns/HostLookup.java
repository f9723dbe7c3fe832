package org.jackfield.kernel.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;

import org.jackfield.spi.Deadline;

/** Finds the IP addresses of a name. Blocking, thread-safe. */
@FunctionalInterface
public interface HostLookup {
    /** Looks a name up; both versions of IP. */
    List<InetAddress> lookup(String name, Deadline deadline) throws IOException;
}
