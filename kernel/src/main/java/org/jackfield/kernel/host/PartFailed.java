package org.jackfield.kernel.host;

import java.io.IOException;

/** A required plugin could not be created or started. The message names it and says why, in at most three lines. */
public final class PartFailed extends IOException {
    private static final long serialVersionUID = 1L;

    PartFailed(String name, String step, Exception cause) {
        super("plugin " + name + " does not " + step + ": "
                + (cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage()), cause);
    }
}
