package org.jackfield.kernel.swarm;

import java.io.IOException;
import java.util.Optional;

import org.jackfield.spi.DialFailed.Stage;
import org.jackfield.spi.peer.PeerId;

/** An upgrade ended at a stage; the cause says why. Stays inside the swarm. */
final class UpgradeFailed extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Stage stage;
    private final transient Optional<PeerId> peer;

    UpgradeFailed(Stage stage, Optional<PeerId> peer, Exception cause) {
        super(cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage(), cause);
        this.stage = stage;
        this.peer = peer;
    }

    Stage stage() {
        return stage;
    }

    /** Who it was, if the handshake came that far. */
    Optional<PeerId> peer() {
        return peer;
    }
}
