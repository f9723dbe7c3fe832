package org.jackfield.kernel.config;

import java.util.Optional;
import java.util.stream.Stream;

import org.jackfield.spi.ByteSize;

/**
 * What may be used at once in one scope. What is left out follows from the memory and the file descriptors that this machine gives.
 *
 * @param connections         both directions together
 * @param inboundConnections  those of peers who dialed us
 * @param outboundConnections those we dialed
 * @param streams             both directions together
 * @param inboundStreams      those that peers opened
 * @param outboundStreams     those we opened
 * @param memory              bytes that wait to be read or sent
 */
public record ScopeLimits(Optional<Integer> connections, Optional<Integer> inboundConnections, Optional<Integer> outboundConnections,
        Optional<Integer> streams, Optional<Integer> inboundStreams, Optional<Integer> outboundStreams, Optional<ByteSize> memory) {
    /** Leaves all to the machine. */
    public static final ScopeLimits SCALED = new ScopeLimits(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty(), Optional.empty());

    public ScopeLimits {
        if (Stream.of(connections, inboundConnections, outboundConnections, streams, inboundStreams, outboundStreams)
                .anyMatch(limit -> limit.filter(value -> value < 0).isPresent())) {
            throw new IllegalArgumentException("a limit is not negative");
        }
    }
}
