package org.jackfield.kernel.peer;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.Multihash;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerId;

/** Peers and addresses of these tests. */
final class TestPeers {
    static final Multiaddr HERE = Multiaddr.parse("/ip4/10.0.0.1/tcp/1");
    static final Multiaddr THERE = Multiaddr.parse("/ip4/10.0.0.2/tcp/1");

    private TestPeers() {}

    static PeerId peer(int number) {
        return new PeerId(Multihash.sha256(Bytes.ofUtf8("peer " + number)));
    }

    static Multiaddr port(int port) {
        return Multiaddr.parse("/ip4/10.0.0.1/tcp/" + port);
    }
}
