package org.jackfield.security.tls;

import org.jackfield.spi.tck.SecurityContract;

class TlsContractTest extends SecurityContract<TlsConfig> {
    TlsContractTest() {
        super(new TlsProvider(), new TlsConfig());
    }
}
