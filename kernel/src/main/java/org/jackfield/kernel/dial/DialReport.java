package org.jackfield.kernel.dial;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jackfield.spi.DialFailed.Attempt;
import org.jackfield.spi.DialFailed.Code;
import org.jackfield.spi.DialFailed.Stage;
import org.jackfield.spi.peer.Multiaddr;

/** The rows of one dial: one per address, the last word on it. Not thread-safe. */
final class DialReport {
    private final Map<Multiaddr, Attempt> rows = new LinkedHashMap<>();

    /** An address ended here, or was not dialed. */
    void add(Candidate candidate, Stage stage, Code code, Throwable cause, Duration took) {
        rows.remove(candidate.address());
        rows.put(candidate.address(), new Attempt(candidate.origin(), candidate.resolved(), stage, code, cause, took));
    }

    /** An address is dialed after all. */
    void remove(Candidate candidate) {
        rows.remove(candidate.address());
    }

    Optional<Code> code(Multiaddr address) {
        return Optional.ofNullable(rows.get(address)).map(Attempt::code);
    }

    List<Attempt> rows() {
        return new ArrayList<>(rows.values());
    }
}
