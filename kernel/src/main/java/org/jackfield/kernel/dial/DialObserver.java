package org.jackfield.kernel.dial;

import java.time.Duration;

import org.jackfield.spi.DialFailed.Stage;
import org.jackfield.spi.peer.Multiaddr;

/** Hears how far a dial has come. Called on the thread that dials the address, so it must not block. */
@FunctionalInterface
public interface DialObserver {
    /** Hears nothing. */
    DialObserver NONE = (_, _, _) -> {};

    /**
     * A stage is behind us; the one that fails is told by {@link org.jackfield.spi.DialFailed}.
     *
     * @param address what is dialed
     * @param stage   what was done; choosing the security protocol takes no time when only one is offered, since the offer travels with the
     *                handshake, and neither does choosing the muxer when the handshake did it
     * @param took    how long this stage alone took
     */
    void passed(Multiaddr address, Stage stage, Duration took);
}
