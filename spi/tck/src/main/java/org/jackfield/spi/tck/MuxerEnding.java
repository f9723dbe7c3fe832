package org.jackfield.spi.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.jackfield.spi.ConnectionClosed;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.DeadlineExpired;
import org.jackfield.spi.ErrorCode;
import org.jackfield.spi.StreamReset;
import org.jackfield.spi.datapath.MuxedStream;
import org.jackfield.spi.datapath.MuxerProvider;
import org.jackfield.spi.datapath.Role;

/** Muxer contract, group close, sessions: their end is everybody's end; deadlines and interrupts end a wait. */
abstract class MuxerEnding<C extends Record> extends MuxerClosing<C> {
    private static final ErrorCode CODE = new ErrorCode(0x43);
    private static final Deadline SOON = new Deadline(0);

    MuxerEnding(MuxerProvider<C> provider, C config) {
        super(provider, config);
    }

    @BothRoles
    final void closesChannelAndStreamsOfBothSides(Role actor) throws Exception {
        Pair pair = pair(actor);
        Streams streams = pair.open();
        var mine = Await.async(streams.mine()::read);
        var theirs = Await.async(streams.theirs()::read);
        pair.actor().session().close(CODE, "reason in words");
        assertClosed(mine, false);
        assertClosed(theirs, true);
        assertThat(pair.actor().closed().remote()).isFalse();
        assertThat(pair.actor().closed()).hasMessageContaining("reason in words");
        assertThat(pair.other().closed().remote()).isTrue();
        if (carriesErrorCodes()) {
            assertThat(pair.other().closed().code()).isEqualTo(CODE);
        }
        Await.until("both channels are closed", () -> !pair.actor().channel().isOpen() && !pair.other().channel().isOpen());
        assertThat(pair.actor().session().streams()).isZero();
        assertThat(pair.other().session().streams()).isZero();
    }

    @BothRoles
    final void doesNotTellThePeerTheReasonInWords(Role actor) throws Exception {
        Pair pair = pair(actor);
        pair.open();
        pair.actor().session().close(CODE, "reason in words");
        assertThat(pair.other().closed().getMessage()).doesNotContain("reason in words");
    }

    @BothRoles
    final void closesTwiceAsOnce(Role actor) {
        Pair pair = pair(actor);
        pair.actor().session().close(CODE, "first");
        pair.actor().session().close(ErrorCode.NONE, "second");
        assertThat(pair.actor().closed()).hasMessageContaining("first");
    }

    @BothRoles
    final void closesBeforeItsHandlerIsOnTheChannel(Role actor) throws IOException {
        MemoryLink link = link(Delivery.WHOLE);
        MuxerEnd end = end(link, actor);
        MuxedStream stream = end.open();
        end.session().close(CODE, "too early");
        end.install();
        assertThat(end.closed()).hasMessageContaining("too early");
        assertThatThrownBy(stream::read).isInstanceOf(ConnectionClosed.class);
    }

    @BothRoles
    final void endsOnAChannelThatIsClosedAlready(Role actor) {
        MemoryLink link = link(Delivery.WHOLE);
        MuxerEnd end = end(link, actor);
        link.close();
        end.install();
        assertThat(end.closed().remote()).isTrue();
    }

    @BothRoles
    final void refusesToOpenAfterTheEnd(Role actor) {
        Pair pair = pair(actor);
        pair.actor().session().close(CODE, "done");
        pair.actor().closed();
        pair.other().closed();
        assertThatThrownBy(() -> pair.actor().open()).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> pair.other().open()).isInstanceOf(IOException.class);
    }

    @BothRoles
    final void endsAllThatWaitsWhenTheLinkIsLost(Role actor) throws Exception {
        Pair pair = pair(actor);
        List<CompletableFuture<?>> waiting = new ArrayList<>();
        List<Streams> written = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Streams read = pair.open();
            waiting.add(Await.async(read.mine()::read));
            waiting.add(Await.async(read.theirs()::read));
            written.add(pair.open());
        }
        written.forEach(streams -> waiting.add(Await.async(() -> writeForEver(streams.mine(), pair))));
        pair.link().fail();
        for (CompletableFuture<?> each : waiting) {
            assertFailsWithIo(each);
        }
        assertThat(pair.actor().closed().remote()).isTrue();
        assertThat(pair.other().closed().remote()).isTrue();
        assertThat(pair.actor().session().streams()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 7, 12, 13, 100, 1000})
    final void neverTakesALostLinkForACleanEnd(long cut) throws IOException {
        for (Role actor : Role.values()) {
            MemoryLink link = link(Delivery.IN_PIECES);
            link.cutAfter(actor, cut);
            MuxerEnd sender = end(link, actor);
            MuxerEnd receiver = end(link, other(actor));
            List<CompletableFuture<byte[]>> reading = new ArrayList<>();
            receiver.serve(stream -> reading.add(Await.async(() -> Bufs.readAll(stream))));
            sender.install();
            receiver.install();
            var sending = Await.async(() -> {
                MuxedStream stream = sender.open();
                Bufs.write(stream, link.allocator(), new byte[2000]);
                stream.closeWrite();
                return true;
            });
            assertThat(receiver.closed().remote()).isTrue();
            Await.until("the writer ends", sending::isDone);
            reading.forEach(each -> assertFailsWithIo(each));
        }
    }

    @BothRoles
    final void resetsAStreamWhoseDeadlinePassesWhileReading(Role actor) throws Exception {
        Pair pair = pair(actor);
        Streams streams = pair.open();
        streams.mine().deadline(Deadline.after(Duration.ofMillis(20)));
        assertThatThrownBy(() -> streams.mine().read()).isInstanceOf(DeadlineExpired.class);
        assertThatThrownBy(() -> streams.theirs().read()).isInstanceOf(StreamReset.class);
        pair.open().assertWorking();
    }

    @BothRoles
    final void resetsAStreamWhoseDeadlinePassesWhileWriting(Role actor) throws Exception {
        Pair pair = pair(actor);
        Streams streams = pair.open();
        pair.link().stall(actor);
        streams.mine().deadline(Deadline.after(Duration.ofMillis(20)));
        assertThatThrownBy(() -> writeForEver(streams.mine(), pair)).isInstanceOf(DeadlineExpired.class);
        pair.link().resume(actor);
        assertThatThrownBy(() -> Bufs.readAll(streams.theirs())).isInstanceOf(StreamReset.class);
    }

    @BothRoles
    final void givesWhatIsThereEvenPastTheDeadline(Role actor) throws Exception {
        Pair pair = pair(actor);
        Streams streams = pair.open();
        Streams behind = pair.open();
        Bufs.write(streams.theirs(), pair.allocator(), new byte[]{3});
        behind.assertWorking();
        streams.mine().deadline(SOON);
        assertThat(Bufs.read(streams.mine(), 1)).containsExactly(3);
    }

    @BothRoles
    final void endsAReadThatIsInterruptedAndKeepsTheStream(Role actor) throws Exception {
        Pair pair = pair(actor);
        Streams streams = pair.open();
        Interrupts.assertEnds(() -> streams.mine().read());
        streams.assertWorking();
    }

    @BothRoles
    final void endsAWriteThatIsInterrupted(Role actor) throws Exception {
        Pair pair = pair(actor);
        Streams streams = pair.open();
        pair.link().stall(actor);
        Interrupts.assertEnds(() -> writeForEver(streams.mine(), pair));
    }

    static boolean writeForEver(MuxedStream stream, Pair pair) throws IOException {
        while (true) {
            Bufs.write(stream, pair.allocator(), new byte[50_000]);
        }
    }

    private static void assertClosed(CompletableFuture<?> waiting, boolean remote) {
        assertThatThrownBy(() -> Await.outcome(waiting))
                .isInstanceOfSatisfying(ConnectionClosed.class,
                        closed -> assertThat(closed.remote()).as("the peer did it").isEqualTo(remote));
    }

    static void assertFailsWithIo(CompletableFuture<?> waiting) {
        assertThatThrownBy(() -> Await.outcome(waiting)).isInstanceOf(IOException.class);
    }
}
