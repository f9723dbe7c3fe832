package org.jackfield.kernel.swarm;

import java.util.Map;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.jackfield.spi.Connection.Direction;
import org.jackfield.spi.Gated;
import org.jackfield.spi.Gater;
import org.jackfield.spi.Gater.Candidate;
import org.jackfield.spi.Gater.Stage;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerId;

/** Asks all gaters; the first refusal counts. One that fails has not let anybody pass. Thread-safe. */
final class Gates {
    private static final Logger LOG = LoggerFactory.getLogger(Gates.class);

    private final Map<String, Gater> gaters;

    /**
     * @param gaters by name, in the order in which they are asked
     */
    Gates(Map<String, Gater> gaters) {
        this.gaters = gaters;
    }

    void check(Stage stage, Direction direction, Optional<PeerId> peer, Optional<Multiaddr> address) throws Gated {
        if (gaters.isEmpty()) {
            return;
        }
        Candidate candidate = new Candidate(stage, direction, peer, address);
        for (Map.Entry<String, Gater> gater : gaters.entrySet()) {
            Optional<String> refusal = ask(gater.getKey(), gater.getValue(), candidate);
            if (refusal.isPresent()) {
                throw new Gated("refused by gater " + gater.getKey() + ": " + refusal.get());
            }
        }
    }

    private static Optional<String> ask(String name, Gater gater, Candidate candidate) {
        try {
            return gater.refuse(candidate);
        } catch (RuntimeException e) {
            LOG.warn("gater {} failed on {}", name, candidate, e);
            return Optional.of("it failed: " + e);
        }
    }
}
