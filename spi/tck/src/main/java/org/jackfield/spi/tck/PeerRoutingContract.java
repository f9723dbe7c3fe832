package org.jackfield.spi.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.jackfield.spi.Deadline;
import org.jackfield.spi.DeadlineExpired;
import org.jackfield.spi.PeerRouting;
import org.jackfield.spi.PeerRoutingProvider;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.peer.PeerAddress;
import org.jackfield.spi.peer.PeerId;

/**
 * What every peer router promises: it finds the peers it can know, says nothing of the others, and keeps to limits and deadlines.
 *
 * @param <C> its options
 */
public abstract class PeerRoutingContract<C extends Record> extends ProviderContract<PeerRouting, C> {
    private static final int PEERS = 30;

    private @Nullable PeerRouting routing;

    /**
     * @param config the options the tests run with
     */
    protected PeerRoutingContract(PeerRoutingProvider<C> provider, C config) {
        super(provider, config);
    }

    /** Makes a peer known where this router asks, before or after it is started. */
    protected abstract void know(PeerAddress peer) throws IOException;

    @BeforeEach
    final void startRouting() throws IOException {
        routing = start();
    }

    @AfterEach
    final void closeRouting() throws IOException {
        routing().close();
    }

    @Test
    final void findsAPeerItCanKnow() throws IOException {
        PeerAddress peer = peer();
        know(peer);
        assertThat(routing().findPeer(peer.peer(), Await.deadline())).hasValueSatisfying(found -> {
            assertThat(found.peer()).isEqualTo(peer.peer());
            assertThat(found.addresses()).containsAll(peer.addresses());
        });
    }

    @Test
    final void findsNobodyForAPeerThatIsUnknown() throws IOException {
        know(peer());
        assertThat(routing().findPeer(network().host().id(), Await.deadline())).isEmpty();
    }

    @Test
    final void listsPeersUpToTheLimitEachOnce() throws IOException {
        List<PeerId> known = new ArrayList<>();
        for (int i = 0; i < PEERS; i++) {
            PeerAddress peer = peer();
            know(peer);
            known.add(peer.peer());
        }
        for (int limit : new int[]{1, 5, 20}) {
            List<PeerId> closest = closest(Bytes.ofUtf8("some key"), limit);
            assertThat(closest).as("limit %d", limit).hasSizeLessThanOrEqualTo(limit).doesNotHaveDuplicates().isSubsetOf(known);
        }
    }

    @Test
    final void listsTheSameNearestFirstWhateverTheLimit() throws IOException {
        for (int i = 0; i < PEERS; i++) {
            know(peer());
        }
        Bytes key = Bytes.ofUtf8("another key");
        List<PeerId> many = closest(key, 20);
        List<PeerId> few = closest(key, 5);
        assertThat(few).isEqualTo(many.subList(0, Math.min(few.size(), many.size())));
    }

    @Test
    final void answersOrExpiresPromptlyPastTheDeadline() throws IOException {
        PeerAddress peer = peer();
        know(peer);
        var asking = Await.async(() -> {
            try {
                return routing().findPeer(network().host().id(), Deadline.after(Duration.ZERO)).isEmpty();
            } catch (DeadlineExpired _) {
                return true;
            }
        });
        assertThatCode(() -> assertThat(Await.outcome(asking)).isTrue()).doesNotThrowAnyException();
    }

    @Test
    final void answersManyAtOnce() throws Exception {
        List<PeerAddress> peers = new ArrayList<>();
        for (int i = 0; i < PEERS; i++) {
            peers.add(peer());
            know(peers.getLast());
        }
        List<CompletableFuture<Boolean>> answers = IntStream.range(0, 200).mapToObj(i -> {
            PeerId wanted = peers.get(i % PEERS).peer();
            return Await
                    .async(() -> routing().findPeer(wanted, Await.deadline()).map(PeerAddress::peer).filter(wanted::equals).isPresent());
        }).toList();
        for (CompletableFuture<Boolean> answer : answers) {
            assertThat(Await.outcome(answer)).isTrue();
        }
    }

    private List<PeerId> closest(Bytes key, int limit) throws IOException {
        List<PeerAddress> closest = routing().closestPeers(key, limit, Await.deadline());
        assertThat(new HashSet<>(closest)).hasSameSizeAs(closest);
        return closest.stream().map(PeerAddress::peer).toList();
    }

    private PeerAddress peer() {
        FakeHost host = network().host();
        return new PeerAddress(host.id(), host.addresses());
    }

    private PeerRouting routing() {
        PeerRouting started = routing;
        if (started == null) {
            throw new IllegalStateException("not started");
        }
        return started;
    }
}
