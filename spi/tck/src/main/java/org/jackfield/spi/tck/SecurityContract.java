package org.jackfield.spi.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.netty.buffer.ByteBuf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.jackfield.spi.HandshakeFailed;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.datapath.Role;
import org.jackfield.spi.datapath.SecureChannel;
import org.jackfield.spi.datapath.SecurityProvider;
import org.jackfield.spi.peer.KeyType;

/**
 * What every security protocol promises: who is proved is who is there, what is read is what was written, and anything else ends the link
 * with nothing shown and nothing lost.
 *
 * @param <C> the protocol's options
 */
public abstract class SecurityContract<C extends Record> extends SecurityHostility<C> {
    private static final ProtocolId YAMUX = new ProtocolId("/yamux/1.0.0");
    private static final ProtocolId MPLEX = new ProtocolId("/mplex/6.7.0");
    private static final ProtocolId OTHER = new ProtocolId("/other/1.0.0");
    private static final List<List<ProtocolId>> OFFERS = List.of(List.of(), List.of(YAMUX), List.of(MPLEX), List.of(YAMUX, MPLEX),
            List.of(MPLEX, YAMUX), List.of(OTHER), List.of(OTHER, MPLEX, YAMUX));

    /**
     * @param config the options the tests run with
     */
    protected SecurityContract(SecurityProvider<C> provider, C config) {
        super(provider, config);
    }

    @Test
    final void namesItselfAlwaysTheSame() {
        assertThat(dialer().security().id()).isEqualTo(listener().security().id());
    }

    @ParameterizedTest
    @EnumSource(Delivery.class)
    final void provesBothPeersAndCarriesBytesBothWays(Delivery delivery) throws Exception {
        assertWorking(secured(delivery), delivery == Delivery.WHOLE ? 4_000_000 : 30_000);
    }

    @Test
    final void provesPeersWithEveryKindOfKey() throws Exception {
        for (KeyType mine : List.of(KeyType.ED25519, KeyType.SECP256K1)) {
            for (KeyType theirs : List.of(KeyType.ED25519, KeyType.SECP256K1)) {
                Node initiator = node(mine);
                Node responder = node(theirs);
                Pair pair = pair(Delivery.WHOLE, initiator, responder);
                var there = pair.initiator().secure(Optional.empty());
                var back = pair.responder().secure(Optional.empty());
                assertThat(Await.outcome(there).peer()).isEqualTo(responder.id());
                assertThat(Await.outcome(back).peer()).isEqualTo(initiator.id());
            }
        }
    }

    @Test
    final void refusesAListenerThatIsNotTheOneDialed() throws Exception {
        Pair pair = pair(Delivery.WHOLE);
        var there = pair.initiator().secure(Optional.of(node(KeyType.ED25519).id()));
        var back = pair.responder().secure(Optional.empty());
        assertThatThrownBy(() -> Await.outcome(there)).isInstanceOfSatisfying(HandshakeFailed.class,
                failed -> assertThat(failed.actual()).as("who answered instead").isPresent());
        assertShowsNothing(pair.responder(), back);
    }

    @Test
    final void refusesADialerThatIsNotTheOneExpected() throws Exception {
        Pair pair = pair(Delivery.WHOLE);
        var there = pair.initiator().secure(Optional.of(listener().id()));
        var back = pair.responder().secure(Optional.of(node(KeyType.ED25519).id()));
        assertThatThrownBy(() -> Await.outcome(back)).isInstanceOf(HandshakeFailed.class);
        assertShowsNothing(pair.initiator(), there);
    }

    @Test
    final void agreesOnTheFirstMuxerOfTheDialerThatTheListenerHas() throws Exception {
        for (List<ProtocolId> mine : OFFERS) {
            for (List<ProtocolId> theirs : OFFERS) {
                Pair pair = pair(Delivery.WHOLE);
                var there = pair.initiator().secure(Optional.empty(), mine, Await.patience());
                var back = pair.responder().secure(Optional.empty(), theirs, Await.patience());
                Optional<ProtocolId> agreed = agreesOnMuxers() ? mine.stream().filter(theirs::contains).findFirst() : Optional.empty();
                assertThat(Await.outcome(there).earlyMuxer()).as("dialer, %s and %s", mine, theirs).isEqualTo(agreed);
                assertThat(Await.outcome(back).earlyMuxer()).as("listener, %s and %s", mine, theirs).isEqualTo(agreed);
                finish(pair);
            }
        }
    }

    @Test
    final void leavesWhatFollowsTheHandshakeToTheNextLayer() throws Exception {
        Pair pair = pair(Delivery.WHOLE);
        pair.link().stall(Role.RESPONDER);
        var back = pair.responder().secure(Optional.empty());
        var there = pair.initiator().secure(Optional.empty());
        Await.until("the listener answers", () -> pair.link().sent(Role.RESPONDER) > 0);
        pair.link().stall(Role.INITIATOR);
        pair.link().resume(Role.RESPONDER);
        Await.until("the dialer is done", there::isDone);
        pair.initiator().install(Await.outcome(there));
        pair.initiator().write(new byte[]{1, 2, 3});
        pair.link().resume(Role.INITIATOR);
        pair.responder().install(Await.outcome(back));
        assertThat(Await.outcome(Await.async(() -> pair.responder().read(3)))).containsExactly(1, 2, 3);
    }

    @Test
    final void sealsBuffersOfEveryShape() throws Exception {
        Pair pair = secured(Delivery.WHOLE);
        for (int size : new int[]{1, 15, 16, 17, 1000, 60_000}) {
            byte[] content = Bufs.random(size, size);
            for (ByteBuf shape : Bufs.shapes(pair.link().allocator(), content)) {
                pair.initiator().write(shape);
                assertThat(Await.outcome(Await.async(() -> pair.responder().read(size)))).isEqualTo(content);
            }
        }
    }

    @Test
    final void sealsEmptyAndVeryLargeBuffers() throws Exception {
        Pair pair = secured(Delivery.WHOLE);
        byte[] content = Bufs.random(1, 1_000_000);
        pair.initiator().write(pair.link().allocator().buffer());
        var sending = Await.async(() -> {
            pair.initiator().write(pair.link().allocator().buffer().writeBytes(content));
            return true;
        });
        assertThat(Await.outcome(Await.async(() -> pair.responder().read(content.length)))).isEqualTo(content);
        assertThat(Await.outcome(sending)).isTrue();
    }

    @Test
    final void shakesManyHandsAtOnce() throws Exception {
        List<CompletableFuture<SecureChannel>> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Pair pair = pair(Delivery.WHOLE);
            all.add(pair.initiator().secure(Optional.of(listener().id())));
            all.add(pair.responder().secure(Optional.of(dialer().id())));
        }
        for (CompletableFuture<SecureChannel> each : all) {
            assertThat(Await.outcome(each)).isNotNull();
        }
    }

    @BothRoles
    final void endsAHandshakeThatIsAborted(Role waiting) throws Exception {
        Pair pair = pair(Delivery.WHOLE);
        IOException reason = new IOException("taken too long");
        var outcome = pair.end(waiting).secure(Optional.empty());
        pair.end(waiting).abort(reason);
        assertThatThrownBy(() -> Await.outcome(outcome)).isInstanceOf(IOException.class);
    }

    @BothRoles
    final void releasesWhatIsUnsentWhenTheLinkIsLost(Role writer) throws Exception {
        Pair pair = secured(Delivery.NARROW);
        pair.link().stall(writer);
        var writing = Await.async(() -> send(pair.end(writer), new byte[300_000]));
        Await.until("something waits to be sent", () -> !pair.end(writer).channel().isWritable());
        pair.link().fail();
        assertThatThrownBy(() -> Await.outcome(writing)).isInstanceOf(IOException.class);
    }

    @BothRoles
    final void hidesWhatItCarries(Role writer) throws Exception {
        Pair pair = secured(Delivery.WHOLE);
        byte[] secret = Bufs.random(77, 64);
        pair.end(writer).write(secret);
        assertThat(Await.outcome(Await.async(() -> pair.end(other(writer)).read(64)))).isEqualTo(secret);
        byte[] wire = pair.link().recorded(writer).toArray();
        for (int at = 0; at + 16 <= wire.length; at++) {
            assertThat(Arrays.equals(wire, at, at + 8, secret, 0, 8)).as("plain text on the wire at %d", at).isFalse();
        }
    }
}
