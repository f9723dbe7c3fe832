package org.jackfield.spi.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.jackfield.spi.Discovery;
import org.jackfield.spi.DiscoveryProvider;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerAddress;

/**
 * What every discovery method promises: it reports the peers that appear, and runs until it is interrupted or closed, but no longer.
 *
 * @param <C> its options
 */
public abstract class DiscoveryContract<C extends Record> extends ProviderContract<Discovery, C> {
    private final List<Run> runs = new ArrayList<>();

    /**
     * @param config the options the tests run with; intervals short
     */
    protected DiscoveryContract(DiscoveryProvider<C> provider, C config) {
        super(provider, config);
    }

    /** Makes a peer appear where this method looks for peers. */
    protected abstract void appear(PeerAddress peer) throws IOException;

    /** One discovery at work. */
    private static final class Run {
        private final Discovery discovery;
        private final Thread thread;
        private final List<PeerAddress> found = new CopyOnWriteArrayList<>();
        private volatile @Nullable Throwable failure;

        Run(Discovery discovery, Supplier<PeerAddress> self) {
            this.discovery = discovery;
            this.thread = Thread.ofVirtual().name("discovery").start(() -> work(self));
        }

        private void work(Supplier<PeerAddress> self) {
            try {
                discovery.run(self, found::add);
            } catch (InterruptedIOException _) {
                Thread.currentThread().interrupt();
            } catch (Throwable e) { // asserted on when the test ends
                failure = e;
            }
        }

        void assertEnds() {
            Await.until("run() ends", () -> !thread.isAlive());
            assertThat(failure).as("what run() threw").isNull();
        }
    }

    @AfterEach
    final void endRuns() throws IOException {
        for (Run run : runs) {
            run.thread.interrupt();
            run.discovery.close();
            run.assertEnds();
        }
    }

    @Test
    final void reportsAPeerThatIsThere() throws IOException {
        PeerAddress peer = peer();
        appear(peer);
        assertFinds(run(), peer);
    }

    @Test
    final void reportsAPeerThatAppearsLater() throws IOException {
        PeerAddress early = peer();
        appear(early);
        Run run = run();
        assertFinds(run, early);
        PeerAddress late = peer();
        appear(late);
        assertFinds(run, late);
    }

    @Test
    final void reportsNeitherItselfNorPeersWithoutAddresses() throws IOException {
        PeerAddress peer = peer();
        appear(self());
        appear(peer);
        Run run = run();
        assertFinds(run, peer);
        assertThat(run.found).allSatisfy(found -> {
            assertThat(found.peer()).isNotEqualTo(context().identity().id());
            assertThat(found.addresses()).isNotEmpty();
        });
    }

    @Test
    final void endsWhenItIsInterrupted() throws IOException {
        Run run = run();
        run.thread.interrupt();
        run.assertEnds();
    }

    @Test
    final void endsWhenItIsInterruptedBeforeItRuns() throws IOException {
        Discovery discovery = start();
        Thread.currentThread().interrupt();
        try {
            discovery.run(this::self, _ -> {});
        } catch (InterruptedIOException _) {
            assertThat(Thread.currentThread().isInterrupted()).as("the flag stays set").isTrue();
        } finally {
            Thread.interrupted();
        }
        discovery.close();
    }

    private Run run() throws IOException {
        Run run = new Run(start(), this::self);
        runs.add(run);
        return run;
    }

    private PeerAddress peer() {
        FakeHost host = network().host();
        return new PeerAddress(host.id(), host.addresses());
    }

    private PeerAddress self() {
        return new PeerAddress(context().identity().id(), List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/4999")));
    }

    private static void assertFinds(Run run, PeerAddress peer) {
        Await.until(peer.peer() + " is found", () -> run.failure != null
                || run.found.stream()
                        .anyMatch(found -> found.peer().equals(peer.peer()) && found.addresses().containsAll(peer.addresses())));
        assertThat(run.failure).as("what run() threw").isNull();
    }
}
