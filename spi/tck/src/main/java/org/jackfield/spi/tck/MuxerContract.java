package org.jackfield.spi.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.jackfield.spi.datapath.MuxedStream;
import org.jackfield.spi.datapath.MuxerProvider;
import org.jackfield.spi.datapath.Role;

/**
 * What every stream muxer promises: the promises of {@link org.jackfield.spi.datapath.MuxedSession} and {@link MuxedStream}, with either
 * side acting, on links that deliver well and badly; and after each test all buffers are released. The groups basic, close, limits and
 * hostile input are the classes this one extends; stress and leaks are here. One line of classes, so that all tests carry the name of the
 * plugin's test.
 *
 * @param <C> the muxer's options
 */
public abstract class MuxerContract<C extends Record> extends MuxerHostility<C> {
    private static final int MESSAGE = 1000;
    private static final int SHORT_STREAMS = 2000;

    /**
     * @param config the options the tests run with
     */
    protected MuxerContract(MuxerProvider<C> provider, C config) {
        super(provider, config);
    }

    @BothRoles
    final void carriesAHundredMessagesOnEachOfAHundredStreams(Role actor) throws Exception {
        talk(actor, 1, 100, 100);
    }

    @BothRoles
    final void carriesFiftyMessagesOnEachOfTenStreamsOfTenLinks(Role actor) throws Exception {
        talk(actor, 10, 10, 50);
    }

    @BothRoles
    final void carriesTenMessagesOnEachOfAThousandStreams(Role actor) throws Exception {
        talk(actor, 1, Math.min(1000, maxInboundStreams()), 10);
    }

    @BothRoles
    final void carriesThousandsOfShortStreamsFromBothSides(Role actor) throws Exception {
        Pair pair = pair(actor);
        pair.serveEcho();
        pair.actor().serve(stream -> Pair.echo(stream, pair.allocator()));
        var here = Await.async(() -> shortStreams(pair.actor(), pair));
        var there = Await.async(() -> shortStreams(pair.other(), pair));
        assertThat(Await.patiently(here)).isEqualTo(SHORT_STREAMS);
        assertThat(Await.patiently(there)).isEqualTo(SHORT_STREAMS);
        Await.until("ended streams are forgotten", () -> pair.actor().session().streams() == 0 && pair.other().session().streams() == 0);
    }

    @BothRoles
    final void releasesWhatIsUnreadWhenTheConnectionEnds(Role actor) throws Exception {
        Pair pair = pair(actor);
        for (int i = 0; i < 50; i++) {
            Streams streams = pair.open();
            Bufs.write(streams.mine(), pair.allocator(), new byte[2000]);
            Bufs.write(streams.theirs(), pair.allocator(), new byte[2000]);
        }
        pair.actor().dispose();
        pair.other().dispose();
        pair.link().close();
        pair.link().allocator().assertReleased();
    }

    @BothRoles
    final void releasesWhatIsUnsentWhenTheLinkIsLost(Role actor) throws Exception {
        Pair pair = pair(actor);
        Streams streams = pair.open();
        pair.link().stall(actor);
        var writing = Await.async(() -> writeForEver(streams.mine(), pair));
        Await.until("something is queued", () -> pair.link().allocator().liveBytes() > 0);
        pair.link().fail();
        assertFailsWithIo(writing);
    }

    private void talk(Role actor, int links, int streams, int messages) throws Exception {
        List<CompletableFuture<Boolean>> talks = new ArrayList<>();
        for (int i = 0; i < links; i++) {
            Pair pair = pair(actor);
            pair.serveEcho();
            for (int j = 0; j < streams; j++) {
                int seed = i * streams + j;
                talks.add(Await.async(() -> talk(pair, messages, seed)));
            }
        }
        for (CompletableFuture<Boolean> each : talks) {
            assertThat(Await.patiently(each)).isTrue();
        }
    }

    private static boolean talk(Pair pair, int messages, int seed) throws IOException {
        MuxedStream stream = pair.actor().openPatiently();
        for (int i = 0; i < messages; i++) {
            byte[] message = Bufs.random(seed + i, 1 + (seed * 31 + i * 17) % MESSAGE);
            Bufs.write(stream, pair.allocator(), message);
            if (!java.util.Arrays.equals(message, Bufs.read(stream, message.length))) {
                throw new AssertionError("message " + i + " came back altered");
            }
        }
        stream.closeWrite();
        return stream.read() == null;
    }

    private static int shortStreams(MuxerEnd end, Pair pair) throws IOException {
        int done = 0;
        for (int i = 0; i < SHORT_STREAMS; i++) {
            MuxedStream stream = end.openPatiently();
            Bufs.write(stream, pair.allocator(), new byte[]{(byte) i});
            stream.closeWrite();
            if (java.util.Arrays.equals(Bufs.readAll(stream), new byte[]{(byte) i})) {
                done++;
            }
        }
        return done;
    }
}
