package org.jackfield.spi.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

import org.jackfield.spi.datapath.MuxedStream;
import org.jackfield.spi.datapath.MuxerProvider;
import org.jackfield.spi.datapath.Role;

/** Muxer contract, group basic: streams open, carry bytes and end. */
abstract class MuxerBasics<C extends Record> extends MuxerHarness<C> {
    MuxerBasics(MuxerProvider<C> provider, C config) {
        super(provider, config);
    }

    @Test
    final void namesItselfAlwaysTheSame() {
        assertThat(muxer().id()).isEqualTo(muxer().id());
    }

    @EveryDelivery
    final void echoes(Role actor, Delivery delivery) throws IOException {
        Pair pair = pair(actor, delivery);
        pair.serveEcho();
        MuxedStream stream = pair.actor().open();
        for (int size : new int[]{1, 2, 99, 100, 101, 5000}) {
            byte[] bytes = Bufs.random(size, size);
            Bufs.write(stream, pair.allocator(), bytes);
            assertThat(Bufs.read(stream, size)).isEqualTo(bytes);
        }
        stream.closeWrite();
        assertThat(stream.read()).isNull();
    }

    @EveryDelivery
    final void carriesBytesBothWaysAtOnceOnManyStreams(Role actor, Delivery delivery) throws Exception {
        Pair pair = pair(actor, delivery);
        pair.serveEcho();
        pair.actor().serve(stream -> Pair.echo(stream, pair.allocator()));
        var here = Await.async(() -> echoOnStreams(pair.actor(), pair.allocator(), 10));
        var there = Await.async(() -> echoOnStreams(pair.other(), pair.allocator(), 20));
        assertThat(Await.outcome(here)).isTrue();
        assertThat(Await.outcome(there)).isTrue();
    }

    @BothRoles
    final void carriesMuch(Role actor) throws Exception {
        Pair pair = pair(actor);
        MuxedStream mine = pair.actor().open();
        byte[] much = Bufs.random(3, 8 * 1024 * 1024);
        var sending = Await.async(() -> {
            Bufs.write(mine, pair.allocator(), much);
            mine.closeWrite();
            return true;
        });
        assertThat(Bufs.readAll(pair.other().accept())).isEqualTo(much);
        assertThat(Await.outcome(sending)).isTrue();
    }

    @BothRoles
    final void takesBuffersOfEveryShape(Role actor) throws Exception {
        Pair pair = pair(actor);
        MuxedStream mine = pair.actor().open();
        byte[] content = Bufs.random(4, 10_000);
        List<ByteBuf> shapes = Bufs.shapes(pair.allocator(), content);
        for (ByteBuf shape : shapes) {
            mine.write(shape);
        }
        mine.closeWrite();
        byte[] received = Bufs.readAll(pair.other().accept());
        assertThat(received).hasSize(content.length * shapes.size());
        for (int i = 0; i < shapes.size(); i++) {
            assertThat(Unpooled.wrappedBuffer(received, i * content.length, content.length)).isEqualTo(Unpooled.wrappedBuffer(content));
        }
    }

    @BothRoles
    final void takesABufferLargerThanAFrame(Role actor) throws Exception {
        Pair pair = pair(actor);
        MuxedStream mine = pair.actor().open();
        byte[] content = Bufs.random(5, 1_000_000);
        var sending = Await.async(() -> {
            mine.write(pair.allocator().buffer().writeBytes(content));
            mine.closeWrite();
            return true;
        });
        assertThat(Bufs.readAll(pair.other().accept())).isEqualTo(content);
        assertThat(Await.outcome(sending)).isTrue();
    }

    @BothRoles
    final void neverGivesAnEmptyBuffer(Role actor) throws Exception {
        Pair pair = pair(actor);
        MuxedStream mine = pair.actor().open();
        mine.write(pair.allocator().buffer());
        Bufs.write(mine, pair.allocator(), new byte[]{7});
        mine.write(pair.allocator().directBuffer());
        mine.closeWrite();
        assertThat(Bufs.readAll(pair.other().accept())).containsExactly(7);
    }

    @BothRoles
    final void opensAndWritesBeforeItsHandlerIsOnTheChannel(Role actor) throws Exception {
        MemoryLink link = link(Delivery.WHOLE);
        MuxerEnd early = end(link, actor);
        MuxerEnd late = end(link, other(actor));
        MuxedStream stream = early.open();
        Bufs.write(stream, link.allocator(), new byte[]{1, 2, 3});
        stream.closeWrite();
        early.install();
        late.install();
        assertThat(Bufs.readAll(late.accept())).containsExactly(1, 2, 3);
    }

    @BothRoles
    final void opensAndWritesWithoutHearingFromThePeer(Role actor) throws Exception {
        Pair pair = pair(actor);
        pair.link().stall(other(actor));
        MuxedStream mine = pair.actor().open();
        Bufs.write(mine, pair.allocator(), new byte[]{4});
        mine.closeWrite();
        assertThat(Bufs.readAll(pair.other().accept())).containsExactly(4);
    }

    @BothRoles
    final void givesAlwaysTheSameHandler(Role actor) {
        Pair pair = pair(actor);
        assertThat(pair.actor().session().handler()).isSameAs(pair.actor().session().handler());
    }

    @BothRoles
    final void pollsWithoutWaiting(Role actor) throws Exception {
        Pair pair = pair(actor);
        Streams streams = pair.open();
        assertThat(streams.mine().poll()).as("nothing was sent").isNull();
        Bufs.write(streams.theirs(), pair.allocator(), new byte[]{9});
        List<ByteBuf> polled = new ArrayList<>();
        Await.until("poll() gives what was sent", () -> {
            ByteBuf data = streams.mine().poll();
            return data != null && polled.add(data);
        });
        assertThat(Bufs.take(polled.getFirst())).containsExactly(9);
        streams.theirs().closeWrite();
        assertThat(streams.mine().read()).isNull();
        assertThat(streams.mine().poll()).as("at the end").isNull();
    }

    @BothRoles
    final void countsOpenStreamsOfBothDirections(Role actor) throws Exception {
        Pair pair = pair(actor);
        assertThat(pair.actor().session().streams()).isZero();
        Streams one = pair.open();
        MuxedStream two = pair.other().open();
        Bufs.write(two, pair.allocator(), new byte[]{1});
        pair.actor().accept();
        assertThat(pair.actor().session().streams()).isEqualTo(2);
        assertThat(pair.other().session().streams()).isEqualTo(2);
        one.mine().closeWrite();
        assertThat(one.theirs().read()).isNull();
        assertThat(pair.actor().session().streams()).as("a half-closed stream counts").isEqualTo(2);
        one.theirs().closeWrite();
        assertThat(one.mine().read()).isNull();
        Await.until("the ended stream is forgotten", () -> pair.actor().session().streams() == 1 && pair.other().session().streams() == 1);
    }

    private static boolean echoOnStreams(MuxerEnd end, io.netty.buffer.ByteBufAllocator allocator, int seed) throws IOException {
        List<MuxedStream> streams = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            streams.add(end.open());
        }
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < streams.size(); i++) {
                Bufs.write(streams.get(i), allocator, Bufs.random(seed + i + round, 300));
            }
            for (int i = 0; i < streams.size(); i++) {
                assertThat(Bufs.read(streams.get(i), 300)).isEqualTo(Bufs.random(seed + i + round, 300));
            }
        }
        for (MuxedStream stream : streams) {
            stream.closeWrite();
            assertThat(stream.read()).isNull();
        }
        return true;
    }
}
