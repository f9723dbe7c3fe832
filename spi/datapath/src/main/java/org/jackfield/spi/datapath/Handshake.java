package org.jackfield.spi.datapath;

import java.util.List;
import java.util.Optional;

import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.peer.PeerId;

/**
 * What a security handshake is asked to do.
 *
 * @param role     which end this node is
 * @param expected who the peer must be; empty when anyone may come
 * @param muxers   the muxers this node offers inside the handshake, best first
 */
public record Handshake(Role role, Optional<PeerId> expected, List<ProtocolId> muxers) {
    public Handshake {
        muxers = List.copyOf(muxers);
    }
}
