package org.jackfield.spi.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;

import org.jackfield.spi.Discovery;
import org.jackfield.spi.DiscoveryProvider;
import org.jackfield.spi.PluginContext;
import org.jackfield.spi.peer.PeerAddress;

class DiscoveryContractTest {
    /** The peers around. */
    private static final List<PeerAddress> AROUND = new CopyOnWriteArrayList<>();

    /** What is wrong. */
    public enum Fault { NONE, NEVER_ENDS, LOOKS_ONCE, REPORTS_ITSELF }

    @Test
    void findsAMethodThatNeverEnds() {
        OnSimpleDiscovery.fault = Fault.NEVER_ENDS;
        assertThat(Verdict.soonFailuresOf(OnSimpleDiscovery.class, "endsWhenItIsInterrupted")).containsExactly("endsWhenItIsInterrupted");
    }

    @Test
    void findsAMethodThatLooksOnlyOnce() {
        OnSimpleDiscovery.fault = Fault.LOOKS_ONCE;
        assertThat(Verdict.soonFailuresOf(OnSimpleDiscovery.class, "reportsAPeerThatAppearsLater", "reportsAPeerThatIsThere"))
                .containsExactly("reportsAPeerThatAppearsLater");
    }

    @Test
    void findsAMethodThatReportsItself() {
        assertThat(failures(Fault.REPORTS_ITSELF)).containsExactly("reportsNeitherItselfNorPeersWithoutAddresses");
    }

    @Test
    void findsNothingWrongWithAFaultlessOne() {
        assertThat(failures(Fault.NONE)).isEmpty();
    }

    private static Set<String> failures(Fault fault) {
        OnSimpleDiscovery.fault = fault;
        return Verdict.failuresOf(OnSimpleDiscovery.class);
    }

    /**
     * The options.
     *
     * @param fault what is wrong
     */
    public record Config(Fault fault) {}

    /** Looks around again and again. */
    public static final class SimpleDiscovery implements DiscoveryProvider<Config> {
        @Override
        public String name() {
            return "simple";
        }

        @Override
        public Config defaults() {
            return new Config(Fault.NONE);
        }

        @Override
        public Discovery create(Config config, PluginContext context) {
            return (self, found) -> look(config.fault(), self, found);
        }

        private static void look(Fault fault, Supplier<PeerAddress> self, Consumer<PeerAddress> found) {
            boolean first = true;
            // the broken one ends some day too, or it would outlive its test
            long end = System.nanoTime() + 10_000_000_000L;
            while (fault == Fault.NEVER_ENDS ? System.nanoTime() < end : !Thread.currentThread().isInterrupted()) {
                if (first || fault != Fault.LOOKS_ONCE) {
                    AROUND.stream().filter(peer -> fault == Fault.REPORTS_ITSELF || !peer.peer().equals(self.get().peer())).forEach(found);
                }
                first = false;
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    static class OnSimpleDiscovery extends DiscoveryContract<Config> {
        private static Fault fault = Fault.NONE;

        OnSimpleDiscovery() {
            super(new SimpleDiscovery(), new Config(fault));
            AROUND.clear();
        }

        @Override
        protected void appear(PeerAddress peer) throws IOException {
            AROUND.add(peer);
        }
    }
}
