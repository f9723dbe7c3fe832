package org.jackfield.spi.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.junit.jupiter.api.Test;

import org.jackfield.spi.Deadline;
import org.jackfield.spi.PeerRouting;
import org.jackfield.spi.PeerRoutingProvider;
import org.jackfield.spi.PluginContext;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.Multihash;
import org.jackfield.spi.peer.PeerAddress;
import org.jackfield.spi.peer.PeerId;

class PeerRoutingContractTest {
    private static final Map<PeerId, PeerAddress> KNOWN = new ConcurrentHashMap<>();

    /** What is wrong. */
    public enum Fault { NONE, GUESSES, IGNORES_LIMIT, HAS_NO_ORDER }

    @Test
    void findsARouterThatGuesses() {
        assertThat(failures(Fault.GUESSES)).contains("findsNobodyForAPeerThatIsUnknown");
    }

    @Test
    void findsARouterThatIgnoresTheLimit() {
        assertThat(failures(Fault.IGNORES_LIMIT)).containsExactly("listsPeersUpToTheLimitEachOnce");
    }

    @Test
    void findsARouterWithoutOrder() {
        assertThat(failures(Fault.HAS_NO_ORDER)).containsExactly("listsTheSameNearestFirstWhateverTheLimit");
    }

    @Test
    void findsNothingWrongWithAFaultlessOne() {
        assertThat(failures(Fault.NONE)).isEmpty();
    }

    private static java.util.Set<String> failures(Fault fault) {
        OnSimpleRouting.fault = fault;
        return Verdict.failuresOf(OnSimpleRouting.class);
    }

    /**
     * The options.
     *
     * @param fault what is wrong
     */
    public record Config(Fault fault) {}

    /** Knows all peers there are. */
    public static final class SimpleRouting implements PeerRoutingProvider<Config> {
        @Override
        public String name() {
            return "simple";
        }

        @Override
        public Config defaults() {
            return new Config(Fault.NONE);
        }

        @Override
        public PeerRouting create(Config config, PluginContext context) {
            return new PeerRouting() {
                @Override
                public Optional<PeerAddress> findPeer(PeerId peer, Deadline deadline) {
                    Optional<PeerAddress> found = Optional.ofNullable(KNOWN.get(peer));
                    return config.fault() == Fault.GUESSES ? found.or(() -> KNOWN.values().stream().findAny()) : found;
                }

                @Override
                public List<PeerAddress> closestPeers(Bytes key, int limit, Deadline deadline) {
                    List<PeerAddress> sorted = new ArrayList<>(KNOWN.values());
                    Comparator<PeerAddress> nearest = Comparator
                            .comparing(peer -> Multihash.sha256(Bytes.concat(key, peer.peer().bytes())).digest());
                    sorted.sort(config.fault() == Fault.HAS_NO_ORDER && limit < 10 ? nearest.reversed() : nearest);
                    int most = config.fault() == Fault.IGNORES_LIMIT ? limit + 1 : limit;
                    return sorted.subList(0, Math.min(most, sorted.size()));
                }
            };
        }
    }

    static class OnSimpleRouting extends PeerRoutingContract<Config> {
        private static Fault fault = Fault.NONE;

        OnSimpleRouting() {
            super(new SimpleRouting(), new Config(fault));
            KNOWN.clear();
        }

        @Override
        protected void know(PeerAddress peer) {
            KNOWN.put(peer.peer(), peer);
        }
    }
}
