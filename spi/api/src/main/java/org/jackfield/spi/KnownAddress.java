package org.jackfield.spi;

import java.time.Instant;

import org.jackfield.spi.peer.Multiaddr;

/**
 * An address of a peer as the peer store holds it; one that is known from two sources is two of these.
 *
 * @param address without the peer at its end
 * @param source  from where it is known
 * @param expires when it is forgotten unless it is added again
 */
public record KnownAddress(Multiaddr address, AddressSource source, Instant expires) {}
