package org.jackfield.kernel.dial;

import org.jackfield.spi.DialFailed.Code;

/** Hears what comes of the addresses that are dialed. Thread-safe; does not block. */
public interface Outcomes {
    /** An address gave the connection of its dial. */
    void connected();

    /** An address failed. */
    void failed(Code code);
}
