package org.jackfield.spi.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.jackfield.spi.tck.SimpleSecurity.Fault;

/** Each mistake a security protocol can make is found by the test that is meant to, and not by one it does not concern. */
class SecurityContractTest {
    private static final Map<Fault, String> FOUND_BY = Map.of(Fault.EXPECTS_NOBODY, "refusesAListenerThatIsNotTheOneDialed",
            Fault.BELIEVES_ANY_KEY, "neverProvesAnotherPeerWhenAByteOfTheHandshakeIsAltered", Fault.READS_TOO_MUCH,
            "leavesWhatFollowsTheHandshakeToTheNextLayer", Fault.SKIPS_ALTERED_FRAMES, "closesTheLinkOnAnAlteredFrame", Fault.KEEPS_BUFFERS,
            "sealsBuffersOfEveryShape", Fault.THROWS_ON_RUBBISH, "failsOnRubbish", Fault.SENDS_IN_CLEAR, "hidesWhatItCarries",
            Fault.PREFERS_ITS_OWN_MUXER, "agreesOnTheFirstMuxerOfTheDialerThatTheListenerHas");
    private static final String UNCONCERNED = "namesItselfAlwaysTheSame";

    static Stream<Arguments> faults() {
        return FOUND_BY.entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void findsTheFault(Fault fault, String test) {
        OnSimpleSecurity.fault = fault;
        assertThat(Verdict.soonFailuresOf(OnSimpleSecurity.class, test, UNCONCERNED)).containsExactly(test);
    }

    @Test
    void findsNoneOfThemWhereThereIsNone() {
        OnSimpleSecurity.fault = Fault.NONE;
        Verdict.assertNoFailures(OnSimpleSecurity.class, new TreeSet<>(FOUND_BY.values()).toArray(String[]::new));
    }

    static class OnSimpleSecurity extends SecurityContract<SimpleSecurity.Config> {
        private static Fault fault = Fault.NONE;

        OnSimpleSecurity() {
            super(new SimpleSecurity(), new SimpleSecurity.Config(fault));
        }
    }
}
