package org.jackfield.spi.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;

import org.jackfield.spi.tck.SimpleGateway.Fault;

class GatewayContractTest {
    /** The test that has to find each fault. */
    private static final Map<Fault, String> FOUND_BY = Map.of(Fault.TELLS_EVERYTHING, "tellsNothingOfAHandlerThatFails",
            Fault.ANSWERS_AT_ONCE, "answersNobodyBeforeTheNodeIsReady", Fault.GATHERS_BODIES, "stopsAClientWhoseBodyIsNotRead",
            Fault.ENDS_BROKEN_ANSWERS, "cutsAnAnswerWhoseHandlerFails", Fault.TAKES_ANY_BODY, "refusesBodiesBeyondTheRoutes");

    @Test
    void findsEachFault() {
        FOUND_BY.forEach((fault, test) -> {
            OnSimpleGateway.fault = fault;
            assertThat(Verdict.failuresOf(OnSimpleGateway.class, test)).as(fault.name()).containsExactly(test);
        });
    }

    @Test
    void findsNothingWrongInThoseTestsWithAFaultlessOne() {
        OnSimpleGateway.fault = Fault.NONE;
        Verdict.assertNoFailures(OnSimpleGateway.class, FOUND_BY.values().toArray(String[]::new));
    }

    static class OnSimpleGateway extends GatewayContract<SimpleGateway.Config> {
        private static Fault fault = Fault.NONE;

        OnSimpleGateway() {
            super(new SimpleGateway(), new SimpleGateway.Config(fault));
        }
    }
}
