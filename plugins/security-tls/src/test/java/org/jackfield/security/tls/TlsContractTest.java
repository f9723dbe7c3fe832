package org.jackfield.security.tls;

import java.util.logging.Level;
import java.util.logging.Logger;

import org.jackfield.spi.tck.SecurityContract;

class TlsContractTest extends SecurityContract<TlsConfig> {
    /** Tells each of the thousands of handshakes that fail here at length. */
    private static final Logger CHATTER = Logger.getLogger("org.bouncycastle.jsse");

    TlsContractTest() {
        super(new TlsProvider(), new TlsConfig());
        CHATTER.setLevel(Level.OFF);
    }
}
