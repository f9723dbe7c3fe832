package org.jackfield.discovery.bootstrap;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Timeout;

import org.jackfield.spi.peer.PeerAddress;
import org.jackfield.spi.tck.Await;
import org.jackfield.spi.tck.DiscoveryContract;

/** A peer appears by staying connected for long. */
@Timeout(60)
class BootstrapContractTest extends DiscoveryContract<BootstrapConfig> {
    BootstrapContractTest() {
        super(new BootstrapProvider(), new BootstrapConfig(List.of(), Duration.ofMillis(100), 1000, 50));
    }

    @Override
    protected void appear(PeerAddress peer) throws IOException {
        context().started();
        context().host().connect(peer, Await.deadline());
        context().clock().advance(Memory.STEADY);
    }
}
