package org.jackfield.muxer.mplex;

import java.time.Duration;

import io.netty.buffer.ByteBuf;

import org.jackfield.spi.ByteSize;
import org.jackfield.spi.tck.MuxerWire;

/** A session of mplex whose peer is the test. */
final class WireEnd extends MuxerWire<MplexSession> {
    static final MplexConfig SMALL = new MplexConfig(4, 3, ByteSize.kibi(64), ByteSize.kibi(128), Duration.ofSeconds(5), ByteSize.kibi(64));

    WireEnd() {
        this(new MplexProvider().defaults());
    }

    WireEnd(MplexConfig config) {
        super((channel, scope, listener, nanoTime) -> new MplexSession(config, channel, scope, listener, nanoTime));
    }

    /** Delivers a frame with zeros for a body. */
    void receive(FrameKind kind, boolean senderOpened, long id, int length) {
        int size = FrameHeader.LARGEST + length;
        ByteBuf frame = allocator().heapBuffer(size, size).writeZero(FrameHeader.LARGEST);
        frame.readerIndex(FrameHeader.LARGEST);
        new FrameHeader(kind, senderOpened, id, length).prependTo(frame);
        receive(frame.writeZero(length));
    }
}
