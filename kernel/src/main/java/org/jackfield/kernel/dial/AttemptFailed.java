package org.jackfield.kernel.dial;

import java.io.IOException;

import org.jackfield.spi.DialFailed.Stage;

/** An address led to no connection: the stage where it ended, and why as the cause. */
public final class AttemptFailed extends IOException {
    private static final long serialVersionUID = 1L;

    private final Stage stage;

    public AttemptFailed(Stage stage, Throwable cause) {
        super(cause.getMessage(), cause);
        this.stage = stage;
    }

    /** Gives where it ended. */
    public Stage stage() {
        return stage;
    }
}
