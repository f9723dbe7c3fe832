package org.jackfield.kernel.swarm;

import java.util.List;
import java.util.Optional;

import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.datapath.SecurityProtocol;
import org.jackfield.spi.datapath.StreamMuxer;
import org.jackfield.spi.datapath.Transport;
import org.jackfield.spi.peer.Multiaddr;

/**
 * The layers a node is built of, each list in order of preference.
 *
 * @param transports not empty
 * @param security   not empty
 * @param muxers     not empty
 */
public record Stack(List<Transport> transports, List<SecurityProtocol> security, List<StreamMuxer> muxers) {
    public Stack {
        transports = List.copyOf(transports);
        security = List.copyOf(security);
        muxers = List.copyOf(muxers);
        if (transports.isEmpty() || security.isEmpty() || muxers.isEmpty()) {
            throw new IllegalArgumentException("stack needs at least one of each: transports, security, muxers");
        }
    }

    Optional<Transport> transport(Multiaddr address) {
        return transports.stream().filter(transport -> transport.supports(address)).findFirst();
    }

    List<ProtocolId> securityIds() {
        return security.stream().map(SecurityProtocol::id).toList();
    }

    List<ProtocolId> muxerIds() {
        return muxers.stream().map(StreamMuxer::id).toList();
    }

    SecurityProtocol security(ProtocolId id) {
        return security.stream().filter(protocol -> protocol.id().equals(id)).findFirst().orElseThrow();
    }

    Optional<StreamMuxer> muxer(ProtocolId id) {
        return muxers.stream().filter(muxer -> muxer.id().equals(id)).findFirst();
    }
}
