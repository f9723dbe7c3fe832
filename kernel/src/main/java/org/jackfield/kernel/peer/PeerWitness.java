package org.jackfield.kernel.peer;

import java.time.Duration;
import java.util.List;

import org.jackfield.spi.AddressSource;
import org.jackfield.spi.Connection;
import org.jackfield.spi.Connection.Direction;
import org.jackfield.spi.Events;

/** Writes to the peer store what connections prove: that a peer was there, and an address that works. */
public final class PeerWitness {
    /** A node that was down for a week still finds back; go-libp2p bootstraps from addresses of any age. */
    private static final Duration LIFETIME = Duration.ofDays(7);

    private final MemoryPeerStore store;

    public PeerWitness(MemoryPeerStore store) {
        this.store = store;
    }

    /** Notes what an event proves. */
    public void note(Events.Event event) {
        switch (event) {
            case Events.Connected(Connection connection) -> connected(connection.info());
            case Events.Disconnected ended -> store.seen(ended.connection().remotePeer());
            default -> {
                // proves nothing about a peer
            }
        }
    }

    private void connected(Connection.Info info) {
        store.seen(info.peer());
        if (info.direction() == Direction.OUTBOUND) {
            store.addAddresses(info.peer(), List.of(info.remoteAddress()), AddressSource.DIALED, LIFETIME);
        }
    }
}
