package org.jackfield.spi.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

import org.jackfield.spi.ErrorCode;
import org.jackfield.spi.StreamReset;
import org.jackfield.spi.datapath.MuxedStream;
import org.jackfield.spi.datapath.MuxerProvider;
import org.jackfield.spi.datapath.Role;

/** Muxer contract, group close, streams: half close, clean end and reset. */
abstract class MuxerClosing<C extends Record> extends MuxerBasics<C> {
    private static final ErrorCode CODE = new ErrorCode(0x42);

    MuxerClosing(MuxerProvider<C> provider, C config) {
        super(provider, config);
    }

    @EveryDelivery
    final void endsCleanlyBehindAllThatWasWritten(Role actor, Delivery delivery) throws Exception {
        Pair pair = pair(actor, delivery);
        MuxedStream mine = pair.actor().open();
        byte[] message = Bufs.random(1, delivery == Delivery.WHOLE ? 200_000 : 20_000);
        var sending = Await.async(() -> {
            Bufs.write(mine, pair.allocator(), message);
            mine.closeWrite();
            return true;
        });
        MuxedStream theirs = pair.other().accept();
        assertThat(Bufs.readAll(theirs)).isEqualTo(message);
        assertThat(Await.outcome(sending)).isTrue();
        assertThat(theirs.read()).as("the end stays the end").isNull();
    }

    @BothRoles
    final void deliversAllThatWasWrittenBeforeTheStreamWasGivenUp(Role actor) throws Exception {
        Pair pair = pair(actor);
        MuxedStream mine = pair.actor().open();
        byte[] message = Bufs.random(1, 100_000);
        Bufs.write(mine, pair.allocator(), message);
        mine.closeWrite();
        mine.closeRead();
        assertThat(Bufs.readAll(pair.other().accept())).isEqualTo(message);
    }

    @BothRoles
    final void readsOnAfterCloseWrite(Role actor) throws Exception {
        Pair pair = pair(actor);
        Streams streams = pair.open();
        streams.mine().closeWrite();
        assertThat(streams.theirs().read()).isNull();
        byte[] answer = Bufs.random(2, 1_000_000);
        var sending = Await.async(() -> {
            Bufs.write(streams.theirs(), pair.allocator(), answer);
            streams.theirs().closeWrite();
            return true;
        });
        assertThat(Bufs.readAll(streams.mine())).isEqualTo(answer);
        assertThat(Await.outcome(sending)).isTrue();
    }

    @BothRoles
    final void readsWhatCameBeforeTheEndHoweverLate(Role actor) throws Exception {
        Pair pair = pair(actor);
        Streams streams = pair.open();
        Bufs.write(streams.mine(), pair.allocator(), new byte[]{1, 2, 3});
        streams.mine().closeWrite();
        streams.theirs().closeWrite();
        assertThat(streams.mine().read()).isNull();
        assertThat(Bufs.readAll(streams.theirs())).containsExactly(1, 2, 3);
    }

    @BothRoles
    final void closesWriteTwiceAsOnce(Role actor) throws Exception {
        Pair pair = pair(actor);
        Streams streams = pair.open();
        streams.mine().closeWrite();
        streams.mine().closeWrite();
        assertThat(streams.theirs().read()).isNull();
        Bufs.write(streams.theirs(), pair.allocator(), new byte[]{5});
        assertThat(Bufs.read(streams.mine(), 1)).containsExactly(5);
    }

    @BothRoles
    final void refusesAndReleasesWhatIsWrittenAfterCloseWrite(Role actor) throws Exception {
        Pair pair = pair(actor);
        Streams streams = pair.open();
        streams.mine().closeWrite();
        assertThatThrownBy(() -> Bufs.write(streams.mine(), pair.allocator(), new byte[]{1}))
                .isInstanceOfAny(IllegalStateException.class, IOException.class);
        assertThat(streams.theirs().read()).isNull();
    }

    @BothRoles
    final void tellsAWaitingReaderOfAReset(Role actor) throws Exception {
        Pair pair = pair(actor);
        Streams streams = pair.open();
        var reading = Await.async(streams.theirs()::read);
        streams.mine().reset(CODE);
        assertThatThrownBy(() -> Await.outcome(reading)).satisfies(e -> assertReset(e, true));
    }

    @BothRoles
    final void tellsAReaderOfAResetWhoComesLater(Role actor) throws Exception {
        Pair pair = pair(actor);
        Streams streams = pair.open();
        streams.mine().reset(CODE);
        assertThatThrownBy(() -> Bufs.readAll(streams.theirs())).satisfies(e -> assertReset(e, true));
        assertThatThrownBy(() -> streams.theirs().read()).as("again").satisfies(e -> assertReset(e, true));
    }

    @BothRoles
    final void failsWritesAfterAReset(Role actor) throws Exception {
        Pair pair = pair(actor);
        Streams streams = pair.open();
        streams.theirs().reset(CODE);
        assertThatThrownBy(() -> {
            while (true) {
                Bufs.write(streams.mine(), pair.allocator(), new byte[1000]);
            }
        }).satisfies(e -> assertReset(e, true));
    }

    @BothRoles
    final void tellsItsOwnReaderOfItsReset(Role actor) throws Exception {
        Pair pair = pair(actor);
        Streams streams = pair.open();
        CompletableFuture<Boolean> reading = Await.async(() -> streams.mine().read() == null);
        streams.mine().reset(CODE);
        assertThatThrownBy(() -> Await.outcome(reading)).satisfies(e -> assertThat(((StreamReset) e).remote()).isFalse());
        assertThatThrownBy(() -> Bufs.write(streams.mine(), pair.allocator(), new byte[10])).isInstanceOf(StreamReset.class);
    }

    @BothRoles
    final void dropsWhatIsQueuedWhenItResets(Role actor) throws Exception {
        Pair pair = pair(actor);
        Streams streams = pair.open();
        Streams behind = pair.open();
        Bufs.write(streams.theirs(), pair.allocator(), new byte[100]);
        behind.assertWorking();
        streams.mine().reset(CODE);
        assertThat(streams.mine().poll()).isNull();
        assertThatThrownBy(() -> streams.mine().read()).satisfies(e -> assertThat(((StreamReset) e).remote()).isFalse());
    }

    @BothRoles
    final void resetsAStreamThatIsHalfClosed(Role actor) throws Exception {
        Pair pair = pair(actor);
        Streams streams = pair.open();
        streams.mine().closeWrite();
        assertThat(streams.theirs().read()).isNull();
        streams.mine().reset(CODE);
        assertThatThrownBy(() -> {
            while (true) {
                Bufs.write(streams.theirs(), pair.allocator(), new byte[1000]);
            }
        }).satisfies(e -> assertReset(e, true));
    }

    @BothRoles
    final void leavesAnEndedStreamAloneWhenItIsReset(Role actor) throws Exception {
        Pair pair = pair(actor);
        Streams streams = pair.open();
        Bufs.write(streams.mine(), pair.allocator(), new byte[]{1, 2, 3});
        streams.theirs().closeWrite();
        assertThat(streams.mine().read()).isNull();
        streams.mine().closeWrite();
        streams.mine().reset(CODE);
        assertThat(Bufs.readAll(streams.theirs())).containsExactly(1, 2, 3);
    }

    @BothRoles
    final void resetsOnlyTheOneStream(Role actor) throws Exception {
        Pair pair = pair(actor);
        Streams one = pair.open();
        Streams two = pair.open();
        Streams three = pair.open();
        one.mine().reset(CODE);
        assertThatThrownBy(() -> one.theirs().read()).isInstanceOf(StreamReset.class);
        two.theirs().reset(CODE);
        assertThatThrownBy(() -> two.mine().read()).isInstanceOf(StreamReset.class);
        three.assertWorking();
        pair.open().assertWorking();
        Await.until("reset streams are forgotten", () -> pair.actor().session().streams() == 2 && pair.other().session().streams() == 2);
    }

    @BothRoles
    final void endsOnlyTheOneStream(Role actor) throws Exception {
        Pair pair = pair(actor);
        Streams one = pair.open();
        Streams two = pair.open();
        one.mine().closeWrite();
        one.theirs().closeWrite();
        assertThat(one.mine().read()).isNull();
        assertThat(one.theirs().read()).isNull();
        two.assertWorking();
    }

    @BothRoles
    final void dropsWhatArrivesAfterCloseRead(Role actor) throws Exception {
        Pair pair = pair(actor);
        Streams streams = pair.open();
        streams.mine().closeRead();
        Bufs.write(streams.theirs(), pair.allocator(), new byte[100_000]);
        streams.theirs().closeWrite();
        Bufs.write(streams.mine(), pair.allocator(), new byte[]{8});
        streams.mine().closeWrite();
        assertThat(Bufs.readAll(streams.theirs())).containsExactly(8);
        Await.until("the ended stream is forgotten", () -> pair.actor().session().streams() == 0 && pair.other().session().streams() == 0);
    }

    private void assertReset(Throwable failure, boolean remote) {
        assertThat(failure).isInstanceOfSatisfying(StreamReset.class, reset -> {
            assertThat(reset.remote()).as("the peer did it").isEqualTo(remote);
            assertThat(reset.code()).isEqualTo(carriesErrorCodes() ? CODE : ErrorCode.NONE);
        });
    }
}
