package org.jackfield.kernel.swarm;

import java.util.Optional;

import org.jackfield.kernel.limits.ManagedConnection;
import org.jackfield.spi.Connection.Direction;
import org.jackfield.spi.Gated;
import org.jackfield.spi.Gater.Stage;
import org.jackfield.spi.LimitExceeded;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerId;

/** What stands between a link and the swarm: the gaters and the limits, stage by stage. Used by one thread. */
final class Admission {
    private final Gates gates;
    private final ManagedConnection scope;
    private final Direction direction;
    private final Multiaddr remote;

    Admission(Gates gates, ManagedConnection scope, Direction direction, Multiaddr remote) {
        this.gates = gates;
        this.scope = scope;
        this.direction = direction;
        this.remote = remote;
    }

    /** Gives what the connection may use; closed with it. */
    ManagedConnection scope() {
        return scope;
    }

    /** The peer has proved who it is. */
    void secured(PeerId peer) throws Gated, LimitExceeded {
        gates.check(Stage.SECURED, direction, Optional.of(peer), Optional.of(remote));
        scope.established(peer);
    }

    /** The muxer is agreed. */
    void upgraded(PeerId peer) throws Gated {
        gates.check(Stage.UPGRADED, direction, Optional.of(peer), Optional.of(remote));
    }
}
