package org.jackfield.security.noise;

import org.jackfield.spi.tck.SecurityContract;

class NoiseContractTest extends SecurityContract<NoiseConfig> {
    NoiseContractTest() {
        super(new NoiseProvider(), NoiseConfig.DEFAULTS);
    }
}
