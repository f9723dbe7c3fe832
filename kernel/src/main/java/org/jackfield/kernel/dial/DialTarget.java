package org.jackfield.kernel.dial;

import java.util.Optional;

import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerId;

/**
 * One address to connect to.
 *
 * @param expected     who has to answer; empty when anybody may
 * @param address      without names to resolve and without the peer
 * @param simultaneous the peer may be dialing this node at the same moment
 */
public record DialTarget(Optional<PeerId> expected, Multiaddr address, boolean simultaneous) {}
