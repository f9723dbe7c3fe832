package org.jackfield.spi.datapath;

import java.io.IOException;

import org.jackfield.spi.Component;
import org.jackfield.spi.ProtocolId;

/** Encrypts a link and proves who the peer is. Thread-safe. */
public interface SecurityProtocol extends Component {
    /** Names it in the negotiation. */
    ProtocolId id();

    /**
     * Shakes hands, blocking on a virtual thread. Reads not one byte beyond the handshake.
     *
     * @throws org.jackfield.spi.HandshakeFailed if anything is not as it must be, a peer other than expected included
     */
    SecureChannel secure(Preamble raw, Handshake handshake) throws IOException;
}
