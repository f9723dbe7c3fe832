package org.jackfield.kernel.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.jackfield.spi.NegotiationFailed;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.ProtocolViolation;
import org.jackfield.spi.multiformats.Bytes;

@Timeout(20)
final class NegotiatorTest {
    private static final ProtocolId ONE = new ProtocolId("/one");
    private static final ProtocolId TWO = new ProtocolId("/two");
    private static final ProtocolId THREE = new ProtocolId("/three");

    private final PipePreamble[] link = PipePreamble.pair();

    @Test
    void takesTheDialersFirstChoiceThatIsServed() throws Exception {
        var answered = answering(THREE, TWO);
        assertThat(Negotiator.propose(link[0], List.of(ONE, TWO, THREE))).isEqualTo(TWO);
        assertThat(answered.get(5, TimeUnit.SECONDS)).isEqualTo(TWO);
    }

    @Test
    void failsOnBothSidesWithoutACommonProtocol() throws Exception {
        var answered = answering(THREE);
        assertThatThrownBy(() -> Negotiator.propose(link[0], List.of(ONE, TWO))).isInstanceOf(NegotiationFailed.class)
                .hasMessageContaining("/one, /two");
        link[0].end();
        assertThat(answered.handle((_, failure) -> failure).get(5, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void answersHeaderAndFirstProposalInOneWrite() throws Exception {
        link[0].write(Multistream.encode(Multistream.HEADER, "/one"));
        Negotiator.answer(link[1], List.of(ONE));
        assertThat(link[0].read(link[0].buffered())).isEqualTo(Multistream.encode(Multistream.HEADER, "/one"));
    }

    @Test
    void doesNotWaitForAProposalBeforeItSendsItsHeader() throws Exception {
        var answered = answering(ONE);
        link[0].write(Multistream.encode(Multistream.HEADER));
        assertThat(Multistream.read(link[0])).isEqualTo(Multistream.HEADER);
        link[0].write(Multistream.encode("/one"));
        assertThat(answered.get(5, TimeUnit.SECONDS)).isEqualTo(ONE);
    }

    @Test
    void leavesWhatFollowsTheProposalUnread() throws Exception {
        link[0].write(Multistream.encode(Multistream.HEADER, "/one"));
        link[0].write(new byte[]{1, 2, 3});
        Negotiator.answer(link[1], List.of(ONE));
        assertThat(link[1].read(3)).containsExactly(1, 2, 3);
    }

    @Test
    void listsWhatIsServed() throws Exception {
        var answered = answering(ONE, TWO);
        link[0].write(Multistream.encode(Multistream.HEADER, Multistream.LIST));
        assertThat(Multistream.read(link[0])).isEqualTo(Multistream.HEADER);
        byte[] list = Bytes.ofHex("0d" + "052f6f6e650a" + "052f74776f0a" + "0a").toArray();
        assertThat(link[0].read(list.length)).isEqualTo(list);
        link[0].write(Multistream.encode("/two"));
        assertThat(answered.get(5, TimeUnit.SECONDS)).isEqualTo(TWO);
    }

    @Test
    void refusesSimultaneousOpenAndGoesOn() throws Exception {
        var answered = answering(ONE);
        link[0].write(Multistream.encode(Multistream.HEADER, "/libp2p/simultaneous-connect", "/one"));
        assertThat(Multistream.read(link[0])).isEqualTo(Multistream.HEADER);
        assertThat(Multistream.read(link[0])).isEqualTo(Multistream.NOT_AVAILABLE);
        assertThat(Multistream.read(link[0])).isEqualTo("/one");
        assertThat(answered.get(5, TimeUnit.SECONDS)).isEqualTo(ONE);
    }

    @Test
    void endsAPeerThatProposesWithoutEnd() throws Exception {
        var answered = answering(ONE);
        link[0].write(Multistream.encode(Multistream.HEADER));
        for (int proposal = 0; proposal < Negotiator.MAX_PROPOSALS; proposal++) {
            link[0].write(Multistream.encode("/other"));
        }
        assertThat(answered.handle((_, failure) -> failure).get(5, TimeUnit.SECONDS)).hasMessageContaining("64 proposals");
    }

    @Test
    void wantsTheHeaderFirst() throws IOException {
        link[0].write(Multistream.encode("/one"));
        assertThatThrownBy(() -> Negotiator.answer(link[1], List.of(ONE))).isInstanceOf(ProtocolViolation.class)
                .hasMessageContaining("\"/one\"");
    }

    @Test
    void refusesAnAnswerThatWasNotProposed() throws IOException {
        link[1].write(Multistream.encode(Multistream.HEADER, "/three"));
        assertThatThrownBy(() -> Negotiator.propose(link[0], List.of(ONE))).isInstanceOf(ProtocolViolation.class)
                .hasMessageContaining("/three");
    }

    @Test
    void sendsALazyProposalTogetherWithTheFirstBytes() throws IOException {
        LazyProposal lazy = new LazyProposal(link[0], ONE);
        lazy.write(new byte[]{9});
        byte[] sent = link[1].read(link[1].buffered());
        assertThat(sent).startsWith(Multistream.encode(Multistream.HEADER, "/one")).endsWith(9);
        link[1].write(Multistream.encode(Multistream.HEADER, "/one"));
        link[1].write(new byte[]{8});
        assertThat(lazy.read(1)).containsExactly(8);
    }

    @Test
    void failsTheFirstReadOfALazyProposalThatIsRefused() throws IOException {
        LazyProposal lazy = new LazyProposal(link[0], ONE);
        link[1].write(Multistream.encode(Multistream.HEADER, Multistream.NOT_AVAILABLE));
        assertThatThrownBy(() -> lazy.read(1)).isInstanceOf(NegotiationFailed.class).hasMessageContaining("/one");
    }

    private CompletableFuture<ProtocolId> answering(ProtocolId... served) {
        CompletableFuture<ProtocolId> result = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                result.complete(Negotiator.answer(link[1], List.of(served)));
            } catch (IOException e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }
}
