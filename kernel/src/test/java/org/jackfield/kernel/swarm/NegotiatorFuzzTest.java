package org.jackfield.kernel.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.util.List;

import com.code_intelligence.jazzer.junit.FuzzTest;

import org.jackfield.spi.NegotiationFailed;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.ProtocolViolation;

/** Whatever a peer says instead of a negotiation, there is an agreement, a typed failure, or the end of the link. */
class NegotiatorFuzzTest {
    private static final List<ProtocolId> SERVED = List.of(new ProtocolId("/noise"), new ProtocolId("/tls/1.0.0"));

    @FuzzTest(maxDuration = "3s")
    void answersOrFails(byte[] data) throws IOException {
        PipePreamble[] link = MultistreamFuzzTest.said(data);
        try {
            assertThat(Negotiator.answer(link[1], SERVED)).isIn(SERVED);
        } catch (NegotiationFailed | ProtocolViolation | EOFException _) {
            return;
        }
    }
}
