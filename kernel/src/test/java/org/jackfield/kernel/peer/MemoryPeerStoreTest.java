package org.jackfield.kernel.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;

import org.jackfield.spi.PeerFacts;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.Multihash;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerId;

final class MemoryPeerStoreTest {
    private static final Multiaddr HERE = Multiaddr.parse("/ip4/10.0.0.1/tcp/1");
    private static final Multiaddr THERE = Multiaddr.parse("/ip4/10.0.0.2/tcp/1");

    private Instant now = Instant.EPOCH;
    private final List<PeerId> updated = new ArrayList<>();
    private final MemoryPeerStore store = new MemoryPeerStore(() -> now, (peer, _) -> updated.add(peer));

    @Test
    void forgetsAddressesWhenTheirTimeIsUp() {
        store.addAddresses(peer(1), List.of(HERE), Duration.ofMinutes(1));
        store.addAddresses(peer(1), List.of(THERE), Duration.ofMinutes(2));
        now = now.plusSeconds(60);
        assertThat(store.addresses(peer(1))).containsExactly(THERE);
    }

    @Test
    void neverShortensALife() {
        store.addAddresses(peer(1), List.of(HERE), Duration.ofHours(1));
        store.addAddresses(peer(1), List.of(HERE), Duration.ofMinutes(1));
        now = now.plusSeconds(120);
        assertThat(store.addresses(peer(1))).containsExactly(HERE);
    }

    @Test
    void forgetsAddressesThatAreTakenBack() {
        store.addAddresses(peer(1), List.of(HERE, THERE), Duration.ofHours(1));
        store.removeAddresses(peer(1), List.of(HERE.withPeer(peer(1)), Multiaddr.parse("/ip4/10.0.0.3/tcp/1")));
        store.removeAddresses(peer(2), List.of(HERE));
        assertThat(store.addresses(peer(1))).containsExactly(THERE);
        assertThat(store.addresses(peer(2))).isEmpty();
    }

    @Test
    void keepsAddressesWithoutThePeerId() {
        store.addAddresses(peer(1), List.of(HERE.withPeer(peer(1))), Duration.ofHours(1));
        assertThat(store.addresses(peer(1))).containsExactly(HERE);
    }

    @Test
    void boundsTheAddressesOfOnePeer() {
        List<Multiaddr> many = new ArrayList<>();
        for (int port = 0; port < 2 * MemoryPeerStore.MAX_ADDRESSES; port++) {
            many.add(Multiaddr.parse("/ip4/10.0.0.1/tcp/" + port));
        }
        store.addAddresses(peer(1), many, Duration.ofHours(1));
        assertThat(store.addresses(peer(1))).hasSize(MemoryPeerStore.MAX_ADDRESSES).endsWith(many.getLast());
    }

    @Test
    void forgetsThePeersUnusedLongest() {
        for (int number = 0; number < MemoryPeerStore.MAX_PEERS; number++) {
            store.addAddresses(peer(number), List.of(HERE), Duration.ofHours(1));
        }
        assertThat(store.addresses(peer(0))).isNotEmpty();
        store.addAddresses(peer(MemoryPeerStore.MAX_PEERS), List.of(HERE), Duration.ofHours(1));
        assertThat(store.peers()).hasSize(MemoryPeerStore.MAX_PEERS).contains(peer(0)).doesNotContain(peer(1));
    }

    @Test
    void tellsWhatAPeerLastSaid() {
        PeerFacts facts = new PeerFacts(Set.of(), List.of(), "agent", "version", Optional.empty(), Optional.empty());
        store.learn(peer(1), facts);
        assertThat(store.facts(peer(1))).contains(facts);
        assertThat(store.facts(peer(2))).isEmpty();
        assertThat(updated).containsExactly(peer(1));
    }

    private static PeerId peer(int number) {
        return new PeerId(Multihash.sha256(Bytes.ofUtf8("peer " + number)));
    }
}
