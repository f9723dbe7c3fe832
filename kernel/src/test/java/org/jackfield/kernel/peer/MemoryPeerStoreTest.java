package org.jackfield.kernel.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.jackfield.kernel.peer.TestPeers.HERE;
import static org.jackfield.kernel.peer.TestPeers.THERE;
import static org.jackfield.kernel.peer.TestPeers.peer;
import static org.jackfield.kernel.peer.TestPeers.port;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import org.jackfield.spi.AddressSource;
import org.jackfield.spi.KnownAddress;
import org.jackfield.spi.PeerFacts;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerId;

final class MemoryPeerStoreTest {
    private static final PeerLimits LIMITS = new PeerLimits(100, 8);
    private static final Duration HOUR = Duration.ofHours(1);

    private Instant now = Instant.EPOCH;
    private final List<PeerId> updated = new ArrayList<>();
    private final Set<PeerId> connected = new HashSet<>();
    private final MemoryPeerStore store = new MemoryPeerStore(LIMITS, () -> now, (_, _, _) -> false,
            new MemoryPeerStore.Surroundings(connected::contains, (peer, _) -> updated.add(peer)));

    @Test
    void forgetsAddressesWhenTheirTimeIsUp() {
        found(1, Duration.ofMinutes(1), HERE);
        found(1, Duration.ofMinutes(2), THERE);
        now = now.plusSeconds(60);
        assertThat(store.addresses(peer(1))).containsExactly(THERE);
    }

    @Test
    void neverShortensALife() {
        found(1, HOUR, HERE);
        found(1, Duration.ofMinutes(1), HERE);
        now = now.plusSeconds(120);
        assertThat(store.addresses(peer(1))).containsExactly(HERE);
    }

    @Test
    void tellsFromWhereAnAddressIsKnownAndUntilWhen() {
        found(1, HOUR, HERE);
        store.addAddresses(peer(1), List.of(THERE, HERE), AddressSource.DIALED, Duration.ofDays(1));
        Instant tomorrow = now.plus(Duration.ofDays(1));
        assertThat(store.knownAddresses(peer(1))).containsExactly(new KnownAddress(THERE, AddressSource.DIALED, tomorrow),
                new KnownAddress(HERE, AddressSource.DIALED, tomorrow), new KnownAddress(HERE, AddressSource.DISCOVERY, now.plus(HOUR)));
        assertThat(store.addresses(peer(1))).containsExactly(THERE, HERE);
    }

    @Test
    void forgetsAddressesThatAreTakenBack() {
        found(1, HOUR, HERE, THERE);
        store.addAddresses(peer(1), List.of(HERE), AddressSource.ROUTING, HOUR);
        store.removeAddresses(peer(1), List.of(HERE.withPeer(peer(1)), port(3)));
        store.removeAddresses(peer(2), List.of(HERE));
        assertThat(store.addresses(peer(1))).containsExactly(THERE);
        assertThat(store.addresses(peer(2))).isEmpty();
        assertThat(store.peers()).containsExactly(peer(1));
    }

    @Test
    void keepsAddressesWithoutThePeerIdAndNoneThatLeadToAnother() {
        found(1, HOUR, HERE.withPeer(peer(1)), THERE.withPeer(peer(2)), Multiaddr.parse("/p2p/" + peer(1)));
        assertThat(store.addresses(peer(1))).containsExactly(HERE);
    }

    @Test
    void boundsTheAddressesOfEachSourceAlone() {
        store.addAddresses(peer(1), List.of(HERE), AddressSource.DIALED, HOUR);
        store.addAddresses(peer(1), List.of(THERE), AddressSource.IDENTIFY, HOUR);
        IntStream.range(0, 1000).forEach(number -> found(1, HOUR, port(1000 + number)));
        assertThat(store.addresses(peer(1))).hasSize(2 + LIMITS.maxAddresses()).startsWith(HERE, THERE).endsWith(port(1999));
    }

    @Test
    void takesNoAddressAsCertifiedWithoutItsRecord() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.addAddresses(peer(1), List.of(HERE), AddressSource.CERTIFIED, HOUR));
    }

    @Test
    void forgetsThePeersUnusedLongest() {
        IntStream.range(0, LIMITS.maxPeers()).forEach(number -> found(number, HOUR, HERE));
        assertThat(store.addresses(peer(0))).isNotEmpty();
        found(LIMITS.maxPeers(), HOUR, HERE);
        assertThat(store.peers()).hasSize(LIMITS.maxPeers()).contains(peer(0)).doesNotContain(peer(1));
    }

    @Test
    void neverForgetsAConnectedPeer() {
        IntStream.range(0, 10).forEach(number -> connected.add(peer(number)));
        IntStream.range(0, 10_000).forEach(number -> found(number, HOUR, HERE));
        assertThat(store.peers()).hasSize(LIMITS.maxPeers()).containsAll(connected);
    }

    @Test
    void staysWithinItsBoundWhenEveryPeerKeepsConnected() {
        IntStream.range(0, 2 * LIMITS.maxPeers()).forEach(number -> connected.add(peer(number)));
        IntStream.range(0, 3 * LIMITS.maxPeers()).forEach(number -> found(number, HOUR, HERE));
        assertThat(store.peers()).containsExactlyInAnyOrderElementsOf(connected);
    }

    @Test
    void boundsTheSumOfWhatPeersSay() {
        Set<ProtocolId> many = new HashSet<>();
        IntStream.range(0, 1000).forEach(number -> many.add(new ProtocolId("/some/protocol/with/a/long/name/" + number)));
        PeerFacts heavy = new PeerFacts(many, List.of(), "agent", "version", Optional.empty(), Optional.empty());
        IntStream.range(0, LIMITS.maxPeers()).forEach(number -> store.learn(peer(number), heavy));
        assertThat(store.peers()).hasSizeBetween(1, 10).contains(peer(LIMITS.maxPeers() - 1));
    }

    @Test
    void tellsWhatAPeerLastSaid() {
        PeerFacts facts = new PeerFacts(Set.of(), List.of(), "agent", "version", Optional.empty(), Optional.empty());
        store.learn(peer(1), facts);
        assertThat(store.facts(peer(1))).contains(facts);
        assertThat(store.facts(peer(2))).isEmpty();
        assertThat(updated).containsExactly(peer(1));
    }

    @Test
    void tellsWhenAPeerWasLastConnected() {
        now = now.plusSeconds(7);
        store.seen(peer(1));
        assertThat(store.lastSeen(peer(1))).contains(now);
        assertThat(store.lastSeen(peer(2))).isEmpty();
    }

    private void found(int peer, Duration lifetime, Multiaddr... addresses) {
        store.addAddresses(peer(peer), List.of(addresses), AddressSource.DISCOVERY, lifetime);
    }
}
