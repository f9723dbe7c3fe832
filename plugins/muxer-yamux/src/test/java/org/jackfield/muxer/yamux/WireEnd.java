package org.jackfield.muxer.yamux;

import io.netty.buffer.ByteBuf;

import org.jackfield.spi.ByteSize;
import org.jackfield.spi.datapath.Role;
import org.jackfield.spi.tck.MuxerWire;

/** A session of yamux whose peer is the test. */
final class WireEnd extends MuxerWire<YamuxSession> {
    /** The ping a session starts with. */
    static final String FIRST_PING = "000200010000000000000001";
    static final YamuxConfig DEFAULTS = new YamuxProvider().defaults();

    WireEnd(Role role) {
        this(role, DEFAULTS);
    }

    WireEnd(Role role, YamuxConfig config) {
        super((channel, scope, listener, nanoTime) -> new YamuxSession(config, channel, role, scope, listener, nanoTime));
    }

    /** Starts behind the first ping. */
    static WireEnd started(Role role) {
        WireEnd end = new WireEnd(role);
        end.sent();
        return end;
    }

    static YamuxConfig config(int streams, long window, long connectionWindow) {
        return new YamuxConfig(streams, new ByteSize(window), new ByteSize(connectionWindow), DEFAULTS.sendQueue(), DEFAULTS.keepAlive(),
                DEFAULTS.pingTimeout());
    }

    void receive(FrameHeader header) {
        receive(header.toFrame(allocator()));
    }

    /** Delivers a data frame with zeros in it. */
    void receiveData(int flags, long stream, int length) {
        ByteBuf frame = allocator().heapBuffer(FrameHeader.SIZE + length).writeZero(FrameHeader.SIZE).writerIndex(FrameHeader.SIZE);
        frame.readerIndex(FrameHeader.SIZE);
        new FrameHeader(FrameType.DATA, flags, stream, length).prependTo(frame);
        receive(frame.writeZero(length));
    }
}
