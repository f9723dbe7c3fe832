package org.jackfield.kernel.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.jackfield.kernel.peer.MemoryPeerStore;
import org.jackfield.kernel.peer.PeerLimits;
import org.jackfield.kernel.task.Tasks;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.PeerRouting;
import org.jackfield.spi.PeerStore;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.Multihash;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerAddress;
import org.jackfield.spi.peer.PeerId;

@Timeout(20)
final class RoutersTest {
    private static final Multiaddr HERE = Multiaddr.parse("/ip4/10.0.0.1/tcp/1");
    private static final Multiaddr THERE = Multiaddr.parse("/ip4/10.0.0.2/tcp/1");

    private final Tasks tasks = new Tasks("test", RoutersTest.class.getClassLoader());
    private final PeerStore peers = new MemoryPeerStore(PeerLimits.DEFAULT, InstantSource.system(), (_, _, _) -> false,
            MemoryPeerStore.Surroundings.NONE);

    @AfterEach
    void stop() {
        tasks.close();
    }

    @Test
    void takesTheAnswerOfWhoeverKnows() throws IOException {
        Routers routers = routers(new Table(Map.of()), new Table(Map.of(peer(1), List.of(HERE))));
        assertThat(routers.findPeer(peer(1), soon())).contains(new PeerAddress(peer(1), List.of(HERE)));
        assertThat(peers.addresses(peer(1))).containsExactly(HERE);
    }

    @Test
    void waitsForNeitherAHangingNorAFailingRouter() throws IOException {
        Routers routers = routers(new Hanging(), new Failing(), new Table(Map.of(peer(1), List.of(HERE))));
        assertThat(routers.findPeer(peer(1), soon())).isPresent();
    }

    @Test
    void endsAtTheDeadlineWhenNobodyAnswers() throws IOException {
        assertThat(routers(new Hanging()).findPeer(peer(1), Deadline.after(Duration.ofMillis(20)))).isEmpty();
    }

    @Test
    void joinsTheAddressesOfOnePeerAndKeepsTheNearestFirst() throws IOException {
        Routers routers = routers(new Table(Map.of(peer(1), List.of(HERE))), new Table(Map.of(peer(1), List.of(THERE))));
        assertThat(routers.closestPeers(Bytes.ofUtf8("key"), 5, soon())).singleElement()
                .satisfies(found -> assertThat(found.addresses()).containsExactlyInAnyOrder(HERE, THERE));
    }

    @Test
    void givesNoMoreThanAskedFor() throws IOException {
        Routers routers = routers(new Table(Map.of(peer(1), List.of(HERE), peer(2), List.of(THERE), peer(3), List.of(HERE))));
        assertThat(routers.closestPeers(Bytes.ofUtf8("key"), 2, soon())).hasSize(2);
    }

    private Routers routers(PeerRouting... each) {
        return new Routers(List.of(each), peers, tasks);
    }

    private static PeerId peer(int number) {
        return new PeerId(Multihash.sha256(Bytes.ofUtf8("peer " + number)));
    }

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(10));
    }

    private record Table(Map<PeerId, List<Multiaddr>> known) implements PeerRouting {
        @Override
        public Optional<PeerAddress> findPeer(PeerId peer, Deadline deadline) {
            return Optional.ofNullable(known.get(peer)).map(addresses -> new PeerAddress(peer, addresses));
        }

        @Override
        public List<PeerAddress> closestPeers(Bytes key, int limit, Deadline deadline) {
            return known.entrySet().stream().map(each -> new PeerAddress(each.getKey(), each.getValue())).toList();
        }
    }

    private static final class Hanging implements PeerRouting {
        @Override
        public Optional<PeerAddress> findPeer(PeerId peer, Deadline deadline) throws IOException {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return Optional.empty();
        }

        @Override
        public List<PeerAddress> closestPeers(Bytes key, int limit, Deadline deadline) {
            return List.of();
        }
    }

    private static final class Failing implements PeerRouting {
        @Override
        public Optional<PeerAddress> findPeer(PeerId peer, Deadline deadline) throws IOException {
            throw new IOException("router is broken");
        }

        @Override
        public List<PeerAddress> closestPeers(Bytes key, int limit, Deadline deadline) throws IOException {
            throw new IOException("router is broken");
        }
    }
}
