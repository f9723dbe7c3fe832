package org.jackfield.spi.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.jackfield.spi.Deadline;
import org.jackfield.spi.DeadlineExpired;
import org.jackfield.spi.ErrorCode;
import org.jackfield.spi.LimitExceeded;
import org.jackfield.spi.StreamReset;
import org.jackfield.spi.datapath.MuxedStream;
import org.jackfield.spi.datapath.MuxerProvider;
import org.jackfield.spi.datapath.Role;

/** Muxer contract, group limits: back pressure and caps, which hold up the one and nobody else. */
abstract class MuxerLimits<C extends Record> extends MuxerEnding<C> {
    private static final int CHUNK = 50_000;
    /** A write is taken to wait for good when nothing was written for so many looks in a row. */
    private static final Duration STILL = Duration.ofMillis(100);

    MuxerLimits(MuxerProvider<C> provider, C config) {
        super(provider, config);
    }

    @BothRoles
    final void makesTheWriterWaitUntilTheReaderReads(Role actor) throws Exception {
        assumeTrue(hasFlowControl());
        Pair pair = pair(actor);
        Streams streams = pair.open();
        byte[] much = Bufs.random(1, (int) (4 * mostUnread()));
        AtomicLong written = new AtomicLong();
        var sending = Await.async(() -> {
            writeCounted(streams.mine(), pair, much, written);
            streams.mine().closeWrite();
            return true;
        });
        assertThat(settled(written)).as("bytes written while nobody reads").isLessThanOrEqualTo(mostUnread());
        assertThat(sending).isNotDone();
        assertThat(Bufs.readAll(streams.theirs())).isEqualTo(much);
        assertThat(Await.outcome(sending)).isTrue();
    }

    @BothRoles
    final void holdsUpNoOtherStreamBehindOneThatIsNotRead(Role actor) throws Exception {
        Pair pair = pair(actor);
        Streams stuck = pair.open();
        Streams free = pair.open();
        AtomicLong written = new AtomicLong();
        var sending = Await.async(() -> writeUntilCut(stuck.mine(), pair, written));
        settled(written);
        free.assertWorking();
        pair.open().assertWorking();
        stuck.mine().reset(ErrorCode.NONE);
        Await.until("the writer ends", sending::isDone);
        free.assertWorking();
    }

    @BothRoles
    final void resetsTheStreamThatIsNotReadForWantOfFlowControl(Role actor) throws Exception {
        assumeFalse(hasFlowControl());
        Pair pair = pair(actor);
        Streams stuck = pair.open();
        Streams free = pair.open();
        assertThatThrownBy(() -> writeForEver(stuck.mine(), pair)).isInstanceOfSatisfying(StreamReset.class,
                reset -> assertThat(reset.remote()).as("the peer did it").isTrue());
        assertThatThrownBy(() -> Bufs.readAll(stuck.theirs())).isInstanceOf(StreamReset.class);
        free.assertWorking();
    }

    @BothRoles
    final void wakesAWriterThatWaitsWhenEitherSideResets(Role actor) throws Exception {
        assumeTrue(hasFlowControl());
        Pair pair = pair(actor);
        for (boolean remote : new boolean[]{true, false}) {
            Streams streams = pair.open();
            AtomicLong written = new AtomicLong();
            var sending = Await.async(() -> {
                writeCounted(streams.mine(), pair, new byte[(int) (2 * mostUnread())], written);
                return true;
            });
            settled(written);
            (remote ? streams.theirs() : streams.mine()).reset(ErrorCode.NONE);
            assertThatThrownBy(() -> Await.outcome(sending)).isInstanceOfSatisfying(StreamReset.class,
                    reset -> assertThat(reset.remote()).isEqualTo(remote));
        }
    }

    @BothRoles
    final void survivesThatBothSidesWriteMoreThanAnyWindowAtOnce(Role actor) throws Exception {
        for (Delivery delivery : new Delivery[]{Delivery.WHOLE, Delivery.NARROW}) {
            Pair pair = pair(actor, delivery);
            Streams streams = pair.open();
            int size = delivery == Delivery.WHOLE ? (int) (2 * mostUnread()) : 600_000;
            byte[] there = Bufs.random(1, size);
            byte[] back = Bufs.random(2, size);
            var sending = Await.async(() -> writeAndEnd(streams.mine(), pair, there));
            var answering = Await.async(() -> writeAndEnd(streams.theirs(), pair, back));
            var reading = Await.async(() -> Bufs.readAll(streams.mine()));
            assertThat(Bufs.readAll(streams.theirs())).isEqualTo(there);
            assertThat(Await.outcome(reading)).isEqualTo(back);
            assertThat(Await.outcome(sending)).isTrue();
            assertThat(Await.outcome(answering)).isTrue();
        }
    }

    @BothRoles
    final void survivesThatNeitherSideReadsUntilBothAreStuck(Role actor) throws Exception {
        assumeTrue(hasFlowControl());
        Pair pair = pair(actor);
        Streams streams = pair.open();
        byte[] much = Bufs.random(1, (int) (2 * mostUnread()));
        AtomicLong there = new AtomicLong();
        AtomicLong back = new AtomicLong();
        var sending = Await.async(() -> {
            writeCounted(streams.mine(), pair, much, there);
            return true;
        });
        var answering = Await.async(() -> {
            writeCounted(streams.theirs(), pair, much, back);
            return true;
        });
        settled(there);
        settled(back);
        var reading = Await.async(() -> Bufs.read(streams.mine(), much.length));
        assertThat(Bufs.read(streams.theirs(), much.length)).isEqualTo(much);
        assertThat(Await.outcome(reading)).isEqualTo(much);
        assertThat(Await.outcome(sending)).isTrue();
        assertThat(Await.outcome(answering)).isTrue();
    }

    @BothRoles
    final void makesTheOpenerWaitForThePeerToUseItsStreams(Role actor) throws Exception {
        assumeTrue(backlog() > 0);
        Pair pair = pair(actor);
        for (int i = 0; i < backlog(); i++) {
            pair.actor().open();
        }
        assertThatThrownBy(() -> pair.actor().session().open(Deadline.after(Duration.ofMillis(50)))).isInstanceOf(DeadlineExpired.class);
        Interrupts.assertEnds(() -> pair.actor().open());
        var opening = Await.async(() -> pair.actor().open());
        Bufs.write(pair.other().accept(), pair.allocator(), new byte[]{1});
        assertThat(Await.outcome(opening)).isNotNull();
    }

    @BothRoles
    final void wakesAnOpenerThatWaitsWhenThePeerRefusesAStreamOrTheLinkIsLost(Role actor) throws Exception {
        assumeTrue(backlog() > 0);
        Pair pair = pair(actor);
        for (int i = 0; i < backlog(); i++) {
            pair.actor().open();
        }
        var opening = Await.async(() -> pair.actor().open());
        pair.other().accept().reset(ErrorCode.NONE);
        assertThat(Await.outcome(opening)).isNotNull();
        var lost = Await.async(() -> pair.actor().open());
        pair.link().fail();
        assertFailsWithIo(lost);
    }

    @BothRoles
    final void opensAnyNumberWithoutABacklog(Role actor) throws Exception {
        assumeTrue(backlog() == 0);
        Pair pair = pair(actor);
        int many = Math.min(500, maxInboundStreams());
        for (int i = 0; i < many; i++) {
            pair.actor().open();
        }
        assertThat(pair.actor().session().streams()).isEqualTo(many);
    }

    @BothRoles
    final void refusesStreamsBeyondItsCapAndLaterTakesNewOnes(Role actor) throws Exception {
        Pair pair = pair(actor);
        List<Streams> open = new ArrayList<>();
        for (int i = 0; i < maxInboundStreams(); i++) {
            open.add(pair.open());
        }
        MuxedStream excess = pair.actor().open();
        assertThatThrownBy(() -> {
            Bufs.write(excess, pair.allocator(), new byte[]{1});
            Bufs.readAll(excess);
        }).isInstanceOf(StreamReset.class);
        assertThat(pair.other().waiting()).as("streams announced beyond the cap").isZero();
        assertThat(pair.other().session().streams()).isEqualTo(maxInboundStreams());
        open.getFirst().assertWorking();
        open.getLast().mine().reset(ErrorCode.NONE);
        assertThatThrownBy(() -> open.getLast().theirs().read()).isInstanceOf(StreamReset.class);
        pair.open().assertWorking();
    }

    private static boolean writeAndEnd(MuxedStream stream, Pair pair, byte[] bytes) throws IOException {
        Bufs.write(stream, pair.allocator(), bytes);
        stream.closeWrite();
        return true;
    }

    private static void writeCounted(MuxedStream stream, Pair pair, byte[] bytes, AtomicLong written) throws IOException {
        for (int at = 0; at < bytes.length; at += CHUNK) {
            int count = Math.min(CHUNK, bytes.length - at);
            stream.write(pair.allocator().buffer(count).writeBytes(bytes, at, count));
            written.addAndGet(count);
        }
    }

    private static boolean writeUntilCut(MuxedStream stream, Pair pair, AtomicLong written) {
        try {
            while (true) {
                writeCounted(stream, pair, new byte[CHUNK], written);
            }
        } catch (IOException _) {
            return true; // the test cuts the stream, or the muxer does
        }
    }

    /** Waits until writing has come to a stop and tells where. */
    private static long settled(AtomicLong written) {
        long[] last = {-1};
        Await.until("the writer stops", () -> {
            long before = last[0];
            last[0] = written.get();
            return before > 0 && before == last[0] && !Await.comesTrue(() -> written.get() != last[0], STILL);
        });
        return written.get();
    }

    @BothRoles
    final void opensNoStreamThatTheScopeRefuses(Role actor) throws Exception {
        Pair pair = pair(actor);
        pair.actor().scope().limitStreams(1);
        MuxedStream stream = pair.actor().open();
        assertThatThrownBy(() -> pair.actor().open()).isInstanceOf(LimitExceeded.class);
        stream.reset(ErrorCode.NONE);
        Await.until("the stream is given back", () -> pair.actor().scope().streams() == 0);
        pair.actor().open();
    }

    @BothRoles
    final void resetsStreamsThatTheScopeRefuses(Role actor) throws Exception {
        Pair pair = pair(actor);
        pair.other().scope().limitStreams(1);
        MuxedStream first = pair.actor().open();
        pair.other().accept();
        MuxedStream second = pair.actor().open();
        assertThatThrownBy(second::read).isInstanceOf(StreamReset.class);
        assertThat(pair.other().waiting()).isZero();
        assertThat(pair.other().scope().opened()).isEqualTo(1);
        first.reset(ErrorCode.NONE);
    }

    @BothRoles
    final void reservesMemoryForEachStream(Role actor) throws Exception {
        Pair pair = pair(actor);
        pair.actor().open();
        pair.other().accept();
        assertThat(pair.actor().scope().memory()).isPositive();
        assertThat(pair.other().scope().memory()).isPositive();
    }
}
