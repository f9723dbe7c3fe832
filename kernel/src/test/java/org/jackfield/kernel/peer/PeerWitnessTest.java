package org.jackfield.kernel.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import org.jackfield.spi.AddressSource;
import org.jackfield.spi.Connection;
import org.jackfield.spi.ErrorCode;
import org.jackfield.spi.Events;
import org.jackfield.spi.KnownAddress;
import org.jackfield.spi.tck.FakeClock;
import org.jackfield.spi.tck.FakeHost;
import org.jackfield.spi.tck.FakeNetwork;

final class PeerWitnessTest {
    private final FakeNetwork network = new FakeNetwork();
    private final FakeClock clock = network.clock();
    private final FakeHost here = network.host();
    private final FakeHost there = network.host();
    private final MemoryPeerStore store = new MemoryPeerStore(PeerLimits.DEFAULT, clock, (_, _, _) -> false,
            MemoryPeerStore.Surroundings.NONE);
    private final PeerWitness witness = new PeerWitness(store);

    @Test
    void anAddressThatWasDialedIsRememberedForDays() {
        Connection connection = here.connect(there);
        witness.note(new Events.Connected(connection));
        assertThat(store.knownAddresses(there.id())).containsExactly(
                new KnownAddress(connection.remoteAddress(), AddressSource.DIALED, clock.instant().plus(Duration.ofDays(7))));
    }

    @Test
    void whereAPeerCameFromIsNoAddressToDial() {
        witness.note(new Events.Connected(here.connect(there).otherEnd()));
        assertThat(store.knownAddresses(here.id())).isEmpty();
        assertThat(store.lastSeen(here.id())).contains(clock.instant());
    }

    @Test
    void aPeerWasSeenUntilItsConnectionEnded() {
        Connection connection = here.connect(there);
        witness.note(new Events.Connected(connection));
        clock.advance(Duration.ofHours(3));
        witness.note(new Events.Disconnected(connection, true, ErrorCode.NONE, "gone"));
        assertThat(store.lastSeen(there.id())).contains(clock.instant());
    }
}
