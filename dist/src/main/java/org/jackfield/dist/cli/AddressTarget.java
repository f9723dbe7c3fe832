package org.jackfield.dist.cli;

import picocli.CommandLine.Parameters;

import org.jackfield.spi.peer.Multiaddr;

/** Which peer: where it is. */
@SuppressWarnings("NullAway.Init") // picocli sets the field
final class AddressTarget {
    @Parameters(paramLabel = "MULTIADDR", description = "Where the peer is, such as /ip4/192.0.2.1/tcp/4001/p2p/<peer id>. Without the peer id anyone may answer.") private Multiaddr address;

    Multiaddr address() {
        return address;
    }
}
