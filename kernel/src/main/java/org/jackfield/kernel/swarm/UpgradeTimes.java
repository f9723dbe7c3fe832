package org.jackfield.kernel.swarm;

import java.time.Duration;
import java.util.function.BiConsumer;

import org.jackfield.kernel.metrics.jfr.HandshakeEvent;
import org.jackfield.spi.DialFailed.Stage;

/** Takes the times of the stages of one upgrade; used by the thread that runs it. */
final class UpgradeTimes implements BiConsumer<Stage, Duration> {
    private final BiConsumer<Stage, Duration> next;
    private final HandshakeEvent event = new HandshakeEvent();
    private Duration handshake = Duration.ZERO;
    private Duration all = Duration.ZERO;

    /** @param next hears of each stage too */
    UpgradeTimes(BiConsumer<Stage, Duration> next) {
        this.next = next;
    }

    @Override
    public void accept(Stage stage, Duration took) {
        all = all.plus(took);
        if (stage == Stage.SECURITY_NEGOTIATION) {
            event.begin();
        } else if (stage == Stage.HANDSHAKE) {
            handshake = took;
            event.end();
        }
        next.accept(stage, took);
    }

    /** Covers the handshake, for a recording. */
    HandshakeEvent event() {
        return event;
    }

    Duration handshake() {
        return handshake;
    }

    Duration all() {
        return all;
    }
}
