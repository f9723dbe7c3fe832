package org.jackfield.spi.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

import org.jackfield.spi.ErrorCode;
import org.jackfield.spi.datapath.MuxedStream;
import org.jackfield.spi.datapath.MuxerProvider;
import org.jackfield.spi.datapath.Role;
import org.jackfield.spi.datapath.StreamMuxer;

/**
 * Two sessions of the muxer on one link, what differs between muxers, and the check that all buffers are released.
 *
 * @param <C> the muxer's options
 */
abstract class MuxerHarness<C extends Record> extends ProviderContract<StreamMuxer, C> {
    private final List<MemoryLink> links = new ArrayList<>();
    private final List<MuxerEnd> ends = new ArrayList<>();
    private @Nullable StreamMuxer muxer;

    MuxerHarness(MuxerProvider<C> provider, C config) {
        super(provider, config);
    }

    /** Tells whether a reader that does not read makes the writer wait; no if its stream is reset instead. */
    protected boolean hasFlowControl() {
        return true;
    }

    /** Tells whether resets and session ends carry their code to the peer. */
    protected boolean carriesErrorCodes() {
        return true;
    }

    /** Gives how many streams may be open without the peer having used them; 0 if there is no such bound. */
    protected int backlog() {
        return 256;
    }

    /** Gives how many streams the peer may have open, with the options of this test. */
    protected int maxInboundStreams() {
        return 1024;
    }

    /** Gives how many bytes a writer may get rid of, at most, while the peer's reader does not read. */
    protected long mostUnread() {
        return 2 * 1024 * 1024;
    }

    @BeforeAll
    static void watchLeaks() {
        LeakWatch.install();
    }

    @AfterAll
    static void findLeaks() {
        LeakWatch.assertNone();
    }

    @BeforeEach
    final void startMuxer() throws IOException {
        muxer = start();
    }

    @AfterEach
    final void stopMuxer() throws IOException {
        ends.forEach(MuxerEnd::dispose);
        for (MemoryLink link : links) {
            link.close();
            link.allocator().assertReleased();
        }
        muxer().close();
        List<String> offences = ends.stream().flatMap(end -> end.offences().stream()).toList();
        assertThat(offences).as("what the muxer did and must not do").isEmpty();
    }

    /** Two ends with a session each, installed. */
    record Pair(MemoryLink link, MuxerEnd actor, MuxerEnd other) {
        ByteBufAllocator allocator() {
            return link.allocator();
        }

        /** Opens a stream from the acting side and gives both ends of it; the acceptor has used it. */
        Streams open() throws IOException, InterruptedException {
            MuxedStream mine = actor.open();
            Bufs.write(mine, link.allocator(), new byte[]{1});
            MuxedStream theirs = other.accept();
            Bufs.read(theirs, 1);
            Bufs.write(theirs, link.allocator(), new byte[]{2});
            Bufs.read(mine, 1);
            return new Streams(mine, theirs, link.allocator());
        }

        /** Lets the other side echo all streams. */
        void serveEcho() {
            other.serve(stream -> echo(stream, link.allocator()));
        }

        static void echo(MuxedStream stream, ByteBufAllocator allocator) {
            try {
                Bufs.echo(stream, allocator);
            } catch (IOException _) {
                // the acting side sees what became of the stream
                stream.reset(ErrorCode.NONE);
            }
        }
    }

    /** The two ends of a stream. */
    record Streams(MuxedStream mine, MuxedStream theirs, ByteBufAllocator allocator) {
        /** Sends both ways and compares. */
        void assertWorking() throws IOException {
            byte[] there = Bufs.random(1, 3000);
            byte[] back = Bufs.random(2, 3000);
            Bufs.write(mine, allocator, there);
            assertThat(Bufs.read(theirs, there.length)).isEqualTo(there);
            Bufs.write(theirs, allocator, back);
            assertThat(Bufs.read(mine, back.length)).isEqualTo(back);
        }
    }

    final StreamMuxer muxer() {
        if (muxer == null) {
            throw new IllegalStateException("not started");
        }
        return muxer;
    }

    /** Makes a link that is closed and checked at the end of the test. */
    final MemoryLink link(Delivery delivery) {
        MemoryLink link = new MemoryLink(delivery);
        links.add(link);
        return link;
    }

    /** Makes a session on one end of a link, not installed. */
    final MuxerEnd end(MemoryLink link, Role role) {
        MuxerEnd end = new MuxerEnd(muxer(), link.channel(role), role);
        ends.add(end);
        return end;
    }

    /** Makes a link with a session on each end. */
    final Pair pair(Role actor, Delivery delivery) {
        MemoryLink link = link(delivery);
        MuxerEnd one = end(link, actor);
        MuxerEnd two = end(link, other(actor));
        one.install();
        two.install();
        return new Pair(link, one, two);
    }

    final Pair pair(Role actor) {
        return pair(actor, Delivery.WHOLE);
    }

    static Role other(Role role) {
        return role == Role.INITIATOR ? Role.RESPONDER : Role.INITIATOR;
    }
}
