package org.jackfield.spi.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

import org.jackfield.spi.datapath.Role;
import org.jackfield.spi.datapath.SecureChannel;
import org.jackfield.spi.datapath.SecurityProvider;

/** Security contract, group hostile input: links that are cut and altered anywhere, and peers that send rubbish. */
abstract class SecurityHostility<C extends Record> extends SecurityHarness<C> {
    /** An altered length can make a side wait for what never comes; the kernel's deadline ends that, here sooner. */
    private static final Duration STUCK = Duration.ofMillis(300);

    SecurityHostility(SecurityProvider<C> provider, C config) {
        super(provider, config);
    }

    /** Tells whether the handshake also agrees on a muxer. */
    protected boolean agreesOnMuxers() {
        return true;
    }

    @BothRoles
    final void failsWhenTheLinkIsCutAtAnyByteOfTheHandshake(Role speaker) throws Exception {
        long length = handshakeLength(speaker);
        for (long at = 0; at < length; at++) {
            Pair pair = pair(Delivery.WHOLE);
            pair.link().cutAfter(speaker, at);
            var spoken = pair.end(speaker).secure(Optional.empty());
            var heard = pair.end(other(speaker)).secure(Optional.empty());
            Throwable failure = failure(heard);
            if (pair.link().sent(speaker) > at) {
                assertThat(failure).as("the end that hears %d of %d bytes", at, length).isInstanceOf(IOException.class);
            }
            assertRightOrFailed(pair, speaker, spoken);
            finish(pair);
        }
    }

    @BothRoles
    final void neverProvesAnotherPeerWhenAByteOfTheHandshakeIsAltered(Role speaker) throws Exception {
        long length = handshakeLength(speaker);
        for (long at = 0; at < length; at++) {
            Pair pair = pair(Delivery.WHOLE);
            pair.link().flip(speaker, at, 1 << at % 8);
            var there = pair.initiator().secure(Optional.empty(), List.of(), STUCK);
            var back = pair.responder().secure(Optional.empty(), List.of(), STUCK);
            boolean mine = assertRightOrFailed(pair, Role.INITIATOR, there);
            boolean theirs = assertRightOrFailed(pair, Role.RESPONDER, back);
            if (pair.link().sent(speaker) <= at) {
                assertThat(mine && theirs).as("nothing was altered").isTrue();
            } else if (mine && theirs) {
                assertWorking(pair, 1000);
            } else if (mine || theirs) {
                SecurityEnd end = mine ? pair.initiator() : pair.responder();
                assertThatThrownBy(() -> Await.outcome(Await.async(() -> end.read(1)))).as("byte %d", at).isInstanceOf(IOException.class);
            }
            finish(pair);
        }
    }

    @BothRoles
    final void failsOnRubbish(Role victim) throws Exception {
        for (int seed = 0; seed < 100; seed++) {
            assertFailsOn(victim, Bufs.random(seed, seed * 7));
        }
        for (int value : new int[]{0, 1, 0x7F, 0x80, 0xFF}) {
            byte[] equal = new byte[100_000];
            Arrays.fill(equal, (byte) value);
            assertFailsOn(victim, equal);
        }
        assertFailsOn(victim, Bufs.random(1, 300_000));
    }

    @BothRoles
    final void closesTheLinkOnAnAlteredFrame(Role writer) throws Exception {
        byte[] first = Bufs.random(1, 50);
        for (int at = 0; at < 80; at++) {
            Pair pair = secured(Delivery.WHOLE);
            pair.end(writer).write(first);
            assertThat(Await.outcome(Await.async(() -> pair.end(other(writer)).read(50)))).isEqualTo(first);
            pair.link().flip(writer, pair.link().sent(writer) + at, 0x10);
            var _ = Await.async(() -> send(pair.end(writer), Bufs.random(2, 50)) && send(pair.end(writer), Bufs.random(3, 200_000)));
            SecurityEnd reader = pair.end(other(writer));
            assertReadsOnlyTruth(reader, at);
            Await.until("the link is closed", () -> !reader.channel().isOpen());
            finish(pair);
        }
    }

    @BothRoles
    final void endsWhenTheLinkIsCutInsideAFrame(Role writer) throws Exception {
        for (int at = 0; at < 70; at += 3) {
            Pair pair = secured(Delivery.WHOLE);
            pair.link().cutAfter(writer, pair.link().sent(writer) + at);
            var writing = Await.async(() -> send(pair.end(writer), Bufs.random(2, 60)));
            SecurityEnd reader = pair.end(other(writer));
            assertThatThrownBy(() -> Await.outcome(Await.async(() -> reader.read(61)))).isInstanceOf(IOException.class);
            Await.until("the write ends", writing::isDone);
            finish(pair);
        }
    }

    /** Checks that an end either fails, or is secured and never reads anything: the other end refused it. */
    static void assertShowsNothing(SecurityEnd end, CompletableFuture<SecureChannel> outcome) throws Exception {
        Throwable failure = failure(outcome);
        if (failure == null) {
            end.install(outcome.join());
            assertThatThrownBy(() -> Await.outcome(Await.async(() -> end.read(1)))).isInstanceOf(IOException.class);
            Await.until("the link is closed", () -> !end.channel().isOpen());
        } else {
            assertThat(failure).isInstanceOf(IOException.class);
        }
    }

    /** Counts what one side sends in a handshake; another may be a byte shorter or longer, as signatures are. */
    private long handshakeLength(Role speaker) throws Exception {
        return secured(Delivery.WHOLE).link().sent(speaker);
    }

    /** Checks the outcome of one side; installs the codec and gives true if it is secured. */
    private boolean assertRightOrFailed(Pair pair, Role role, CompletableFuture<SecureChannel> outcome) {
        Throwable failure = failure(outcome);
        if (failure != null) {
            assertThat(failure).isInstanceOf(IOException.class);
            return false;
        }
        SecureChannel secured = outcome.join();
        assertThat(secured.peer()).isEqualTo((role == Role.INITIATOR ? listener() : dialer()).id());
        pair.end(role).install(secured);
        return true;
    }

    private void assertFailsOn(Role victim, byte[] rubbish) {
        Pair pair = pair(Delivery.WHOLE);
        var outcome = pair.end(victim).secure(Optional.empty());
        Channel attacker = pair.end(other(victim)).channel();
        attacker.writeAndFlush(attacker.alloc().buffer().writeBytes(rubbish)).addListener(_ -> attacker.close());
        assertThat(failure(outcome)).as("%d bytes of rubbish", rubbish.length).isInstanceOf(IOException.class);
        finish(pair);
    }

    /** Whatever is read is what was sent, and not all of it can be read. */
    private static void assertReadsOnlyTruth(SecurityEnd reader, int at) {
        var reading = Await.async(() -> {
            assertThat(reader.read(50)).isEqualTo(Bufs.random(2, 50));
            return reader.read(200_000);
        });
        assertThat(failure(reading)).as("reading with byte %d altered", at).isInstanceOf(IOException.class);
    }

    static @Nullable Throwable failure(CompletableFuture<?> outcome) {
        try {
            Object _ = Await.outcome(outcome);
            return null;
        } catch (AssertionError e) {
            throw e;
        } catch (Exception e) {
            return e;
        }
    }
}
