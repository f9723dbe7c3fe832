package org.jackfield.kernel.host;

import java.time.InstantSource;
import java.util.List;

import org.jackfield.kernel.swarm.SwarmConfig;
import org.jackfield.spi.peer.Identity;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.SignatureVerifier;

/**
 * All a node is made of.
 *
 * @param identity signs as the node
 * @param verifier checks signatures
 * @param clock    wall-clock time
 * @param listen   where to listen
 * @param announce addresses to advertise instead of the bound ones; empty for those
 * @param swarm    bounds of the swarm
 * @param parts    the plugins, in the config's order: their kind follows from the component they make
 */
public record NodeSpec(Identity identity, SignatureVerifier verifier, InstantSource clock, List<Multiaddr> listen, List<Multiaddr> announce,
        SwarmConfig swarm, List<Part> parts) {
    public NodeSpec {
        listen = List.copyOf(listen);
        announce = List.copyOf(announce);
        parts = List.copyOf(parts);
    }
}
