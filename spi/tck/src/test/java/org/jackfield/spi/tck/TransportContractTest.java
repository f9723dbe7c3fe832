package org.jackfield.spi.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.tck.SimpleTransport.Fault;

/** Each mistake a transport can make is found by the test that is meant to, and not by one it does not concern. */
class TransportContractTest {
    private static final Map<Fault, String> FOUND_BY = Map.of(Fault.SUPPORTS_ALL, "supportsNoForeignAddresses",
            Fault.CLOSES_LINKS_WITH_LISTENER, "keepsAcceptedLinksWhenAListenerCloses", Fault.ACCEPTS_OUTSIDE_THE_LOOP,
            "carriesBytesBothWays",
            Fault.READS_AT_ONCE, "carriesBytesBothWays", Fault.LEAVES_HANDLERS, "handsOverFreshLinksThatKnowTheirAddresses",
            Fault.LIES_ABOUT_ADDRESSES, "handsOverFreshLinksThatKnowTheirAddresses", Fault.IGNORES_DEADLINE, "dialsNobodyPastTheDeadline",
            Fault.BEGINS_BEFORE_IT_ASKS, "leavesWhoIsRefusedWithoutAWord", Fault.SHARES_ADDRESSES, "refusesAPortThatIsTaken",
            Fault.LEAVES_LINKS_OPEN, "closesWithListenersAndLinksOpen");
    private static final String UNCONCERNED = "supportsItsAddressesWithAndWithoutPeerId";

    static Stream<Arguments> faults() {
        return FOUND_BY.entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void findsTheFault(Fault fault, String test) {
        OnSimpleTransport.fault = fault;
        assertThat(Verdict.soonFailuresOf(OnSimpleTransport.class, test, UNCONCERNED)).containsExactly(test);
    }

    @Test
    void findsNoneInAFaultlessOne() {
        OnSimpleTransport.fault = Fault.NONE;
        Verdict.assertNoFailures(OnSimpleTransport.class);
    }

    static class OnSimpleTransport extends TransportContract<SimpleTransport.Config> {
        private static Fault fault = Fault.NONE;

        OnSimpleTransport() {
            super(new SimpleTransport(), new SimpleTransport.Config(fault));
        }

        @Override
        protected List<Multiaddr> listenAddresses() {
            return List.of(Multiaddr.parse("/memory/0"));
        }

        @Override
        protected List<Multiaddr> foreignAddresses() {
            return List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/1"), Multiaddr.parse("/memory/1/ws"));
        }
    }
}
