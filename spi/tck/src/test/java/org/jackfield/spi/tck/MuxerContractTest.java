package org.jackfield.spi.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.jackfield.spi.tck.SimpleMuxer.Fault;

/** Each mistake a muxer can make is found by the test that is meant to, and not by the ones it does not concern. */
class MuxerContractTest {
    private static final Map<Fault, String> FOUND_BY = Map.ofEntries(Map.entry(Fault.KEEPS_BUFFERS, "neverGivesAnEmptyBuffer"),
            Map.entry(Fault.TELLS_NO_RESET, "tellsAWaitingReaderOfAReset"),
            Map.entry(Fault.CUTS_OFF_THE_END, "endsCleanlyBehindAllThatWasWritten"),
            Map.entry(Fault.IGNORES_WINDOW, "makesTheWriterWaitUntilTheReaderReads"), Map.entry(Fault.RETURNS_NO_CREDIT, "carriesMuch"),
            Map.entry(Fault.TAKES_LOSS_FOR_END, "neverTakesALostLinkForACleanEnd"),
            Map.entry(Fault.HAS_NO_CAP, "refusesStreamsBeyondItsCapAndLaterTakesNewOnes"),
            Map.entry(Fault.THROWS_ON_RUBBISH, "outlivesEqualBytes"), Map.entry(Fault.RESETS_ALL, "resetsOnlyTheOneStream"),
            Map.entry(Fault.ANNOUNCES_ELSEWHERE, "pollsWithoutWaiting"),
            Map.entry(Fault.BLAMES_ITSELF, "closesChannelAndStreamsOfBothSides"));
    private static final String UNCONCERNED = "endsOnAChannelThatIsClosedAlready";

    static Stream<Arguments> faults() {
        return FOUND_BY.entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void findsTheFault(Fault fault, String test) {
        OnSimpleMuxer.fault = fault;
        assertThat(Verdict.soonFailuresOf(OnSimpleMuxer.class, test, UNCONCERNED)).containsExactly(test);
    }

    @Test
    void findsNoneOfThemWhereThereIsNone() {
        OnSimpleMuxer.fault = Fault.NONE;
        Verdict.assertNoFailures(OnSimpleMuxer.class, new TreeSet<>(FOUND_BY.values()).toArray(String[]::new));
    }

    static class OnSimpleMuxer extends MuxerContract<SimpleMuxer.Config> {
        private static Fault fault = Fault.NONE;

        OnSimpleMuxer() {
            super(new SimpleMuxer(), new SimpleMuxer.Config(fault));
        }

        @Override
        protected int maxInboundStreams() {
            return SimpleMuxer.MAX_STREAMS;
        }

        @Override
        protected int backlog() {
            return 0;
        }
    }
}
