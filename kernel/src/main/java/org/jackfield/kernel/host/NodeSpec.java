package org.jackfield.kernel.host;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import org.jackfield.kernel.config.PeersConfig;
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
 * @param data     where the node and its plugins keep what survives a restart; empty for a node that keeps nothing
 * @param peers    bounds of what is kept of peers
 * @param swarm    bounds of the swarm
 * @param parts    the plugins, in the config's order: their kind follows from the component they make
 */
public record NodeSpec(Identity identity, SignatureVerifier verifier, InstantSource clock, List<Multiaddr> listen, List<Multiaddr> announce,
        Optional<Path> data, PeersConfig peers, SwarmConfig swarm, List<Part> parts) {
    public NodeSpec {
        listen = List.copyOf(listen);
        announce = List.copyOf(announce);
        parts = List.copyOf(parts);
    }
}
