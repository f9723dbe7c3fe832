package org.jackfield.muxer.mplex;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.jackfield.spi.Connection.Direction;
import org.jackfield.spi.ConnectionClosed;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.ErrorCode;
import org.jackfield.spi.LimitExceeded;
import org.jackfield.spi.NetworkException;
import org.jackfield.spi.ProtocolViolation;
import org.jackfield.spi.TokenBucket;
import org.jackfield.spi.datapath.ConnectionScope;
import org.jackfield.spi.datapath.FrameBuffers;
import org.jackfield.spi.datapath.MuxedStream;
import org.jackfield.spi.datapath.QueuedSession;
import org.jackfield.spi.datapath.SessionListener;
import org.jackfield.spi.datapath.Slots;
import org.jackfield.spi.datapath.StreamScope;

/** One mplex session: turns bytes into frames and frames into what happens to streams. */
final class MplexSession extends QueuedSession<MplexStream> {
    private static final Logger LOG = LoggerFactory.getLogger(MplexSession.class);
    private static final int RESETS_AT_ONCE = 1000;
    private static final int RESETS_PER_SECOND = 100;

    private final MplexConfig config;
    private final LongSupplier nanoTime;

    private final Object opening = new Object();
    private long nextId;
    private final Slots openSlots;
    private final AtomicInteger inboundStreams = new AtomicInteger();

    private final HeaderReader headers = new HeaderReader();
    private int bodyLeft;
    private @Nullable MplexStream bodyStream;
    private final ReadBrake brake;

    private final TokenBucket resets = new TokenBucket(RESETS_AT_ONCE, RESETS_PER_SECOND);
    private long lateFrames;

    MplexSession(MplexConfig config, Channel channel, ConnectionScope scope, SessionListener listener, LongSupplier nanoTime) {
        super(channel, scope, listener, config.sendQueue().bytes());
        this.config = config;
        this.nanoTime = nanoTime;
        this.brake = new ReadBrake(channel, config, all());
        this.openSlots = new Slots(config.maxOutboundStreams(),
                "no stream opened: " + config.maxOutboundStreams() + " are open on this connection, max-outbound-streams of mplex");
    }

    @Override
    public MuxedStream open(Deadline deadline) throws IOException {
        openSlots.take(deadline);
        try {
            return begin();
        } catch (IOException | RuntimeException e) {
            openSlots.give();
            throw e;
        }
    }

    @Override
    protected void stopped() {
        openSlots.abandon();
        brake.stop();
        if (lateFrames > 0) {
            LOG.debug("{} frames of {} for closed streams were skipped", lateFrames, channel().remoteAddress());
        }
    }

    @Override
    protected void receive(ByteBuf data) throws NetworkException {
        int capacity = data.capacity();
        while (data.isReadable() && !hasEnded()) {
            if (bodyLeft > 0) {
                body(data, capacity);
            } else {
                FrameHeader header = headers.next(data);
                if (header != null) {
                    frame(header);
                }
            }
        }
    }

    /** Sends a data frame, taking it; waits while too much is queued. */
    void send(ByteBuf frame, Deadline deadline) throws IOException {
        outgoing().put(frame, deadline);
    }

    /** Sends a frame without a body, without waiting. */
    void control(FrameKind kind, boolean outbound, long id) {
        sendControl(new FrameHeader(kind, outbound, id, 0).toFrame(allocator()));
    }

    /** Forgets a stream that ended or was cut; only the first call for it counts. */
    void left(MplexStream stream) {
        if (!remove(stream.key(), stream)) {
            return;
        }
        brake.eased(stream);
        if (stream.outbound()) {
            openSlots.give();
        } else {
            inboundStreams.decrementAndGet();
        }
    }

    /** Notes that a stream's reader took bytes. */
    void eased(MplexStream stream) {
        brake.eased(stream);
    }

    ByteBufAllocator allocator() {
        return channel().alloc();
    }

    /** Counts frames for streams that were closed or never there; event loop only. */
    long lateFrames() {
        return lateFrames;
    }

    /** Numbers a stream and sends its first frame, in one step: streams appear to the peer in the order of their numbers. */
    private MplexStream begin() throws IOException {
        synchronized (opening) {
            failIfEnded();
            if (nextId > FrameHeader.LAST_ID) {
                throw new LimitExceeded("all stream ids of this connection are used; a new connection is needed");
            }
            StreamScope reserved = scope().openStream(Direction.OUTBOUND, MplexStream.RESERVED);
            MplexStream stream = new MplexStream(this, reserved, nextId++, true);
            add(stream.key(), stream);
            sendControl(openFrame(nextId - 1));
            return stream;
        }
    }

    /** The name of a stream means nothing; the decimal id is what others send. */
    private ByteBuf openFrame(long id) {
        byte[] name = Long.toString(id).getBytes(StandardCharsets.US_ASCII);
        ByteBuf frame = FrameBuffers.allocate(allocator(), name.length).writeBytes(name);
        new FrameHeader(FrameKind.OPEN, true, id, name.length).prependTo(frame);
        return frame;
    }

    private void frame(FrameHeader header) throws NetworkException {
        MplexStream stream = header.kind() == FrameKind.OPEN ? null : find(MplexStream.key(header.id(), !header.senderOpened()));
        bodyLeft = header.length();
        bodyStream = null;
        switch (header.kind()) {
            case OPEN -> accept(header.id());
            case MESSAGE -> message(stream);
            case CLOSE -> close(stream);
            case RESET -> reset(stream);
        }
    }

    /** Lets the peer open a stream; its name, the body, is skipped. */
    private void accept(long id) throws NetworkException {
        long key = MplexStream.key(id, false);
        if (find(key) != null) {
            throw new ProtocolViolation("a new stream with the number of an open one: " + id);
        }
        StreamScope reserved = reserve();
        if (reserved == null) {
            control(FrameKind.RESET, false, id);
            countReset();
            return;
        }
        MplexStream stream = new MplexStream(this, reserved, id, false);
        inboundStreams.incrementAndGet();
        add(key, stream);
        announce(stream);
    }

    /** Makes room for one of the peer's streams; null if there is none. */
    private @Nullable StreamScope reserve() {
        if (inboundStreams.get() >= config.maxInboundStreams()) {
            return null;
        }
        try {
            return scope().openStream(Direction.INBOUND, MplexStream.RESERVED);
        } catch (LimitExceeded e) {
            LOG.debug("a stream of {} is refused: {}", channel().remoteAddress(), e.getMessage());
            return null;
        }
    }

    private void message(@Nullable MplexStream stream) {
        if (stream == null || stream.hasEnded()) {
            lateFrames++;
        } else {
            bodyStream = stream;
        }
    }

    private void close(@Nullable MplexStream stream) {
        if (stream == null) {
            lateFrames++;
        } else {
            stream.endByPeer();
        }
    }

    private void reset(@Nullable MplexStream stream) {
        if (stream == null) {
            lateFrames++;
            return;
        }
        stream.cutByPeer();
        if (!stream.outbound()) {
            countReset();
        }
    }

    private void body(ByteBuf data, int capacity) {
        int size = Math.min(bodyLeft, data.readableBytes());
        bodyLeft -= size;
        MplexStream stream = bodyStream;
        if (stream != null && !stream.hasRoomFor(size)) {
            stream.reset(ErrorCode.RESOURCE_LIMIT);
            bodyStream = null;
            stream = null;
        }
        if (stream == null) {
            data.skipBytes(size);
            return;
        }
        deliver(stream, data.readRetainedSlice(size), capacity);
        brake.arrived(stream, size);
    }

    private void countReset() {
        if (!resets.take(nanoTime.getAsLong())) {
            shutDown(new ConnectionClosed(false, ErrorCode.RATE_LIMITED, "the peer opens and resets too many streams", null));
        }
    }
}
