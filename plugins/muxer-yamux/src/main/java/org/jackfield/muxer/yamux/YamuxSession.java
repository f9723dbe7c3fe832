package org.jackfield.muxer.yamux;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
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
import org.jackfield.spi.datapath.MuxedStream;
import org.jackfield.spi.datapath.QueuedSession;
import org.jackfield.spi.datapath.Role;
import org.jackfield.spi.datapath.SessionListener;
import org.jackfield.spi.datapath.Slots;
import org.jackfield.spi.datapath.StreamScope;

/** One yamux session: turns bytes into frames and frames into what happens to streams. */
final class YamuxSession extends QueuedSession<YamuxStream> {
    /** Streams that may be open without the opener having heard of the acceptor (yamux spec, Implementation notes on the ACK backlog). */
    static final int BACKLOG = 256;
    /** Pings a peer may send while it does not take our answers; go-yamux has the same bound. */
    static final int PONGS_WAITING = 32;

    private static final Logger LOG = LoggerFactory.getLogger(YamuxSession.class);
    private static final int RESETS_AT_ONCE = 1000;
    private static final int RESETS_PER_SECOND = 100;
    private static final int PINGS_AT_ONCE = 100;
    private static final int PINGS_PER_SECOND = 10;

    private final YamuxConfig config;
    private final Role role;
    private final LongSupplier nanoTime;
    private final WindowBudget budget;
    private final Pinger pinger;

    private final Object opening = new Object();
    private final StreamIds ids;
    private final Slots openSlots = new Slots(BACKLOG, "no stream opened: " + BACKLOG + " wait for the peer to accept them");
    private final AtomicInteger inboundStreams = new AtomicInteger();
    private final AtomicInteger unaccepted = new AtomicInteger();

    private final HeaderReader headers = new HeaderReader();
    private long bodyLeft;
    private boolean endAfterBody;
    private @Nullable YamuxStream bodyStream;

    private final TokenBucket resets = new TokenBucket(RESETS_AT_ONCE, RESETS_PER_SECOND);
    private final TokenBucket pings = new TokenBucket(PINGS_AT_ONCE, PINGS_PER_SECOND);
    private int pongsWaiting;
    private long lateFrames;

    YamuxSession(YamuxConfig config, Channel channel, Role role, ConnectionScope scope, SessionListener listener, LongSupplier nanoTime) {
        super(channel, scope, listener, config.sendQueue().bytes());
        this.config = config;
        this.nanoTime = nanoTime;
        this.budget = new WindowBudget(config.maxConnectionWindow().bytes());
        this.role = role;
        this.ids = StreamIds.of(role);
        this.pinger = new Pinger(channel.eventLoop(), config.keepAlive(), config.pingTimeout(), nanoTime,
                value -> control(FrameType.PING, FrameHeader.SYN, 0, value), this::peerGone);
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
    public Optional<Duration> roundTrip() {
        long nanos = roundTripNanos();
        return nanos == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(nanos));
    }

    @Override
    protected void started(ChannelHandlerContext handlerContext) {
        pinger.start();
    }

    @Override
    protected void stopped() {
        pinger.stop();
        openSlots.abandon();
        if (lateFrames > 0) {
            LOG.debug("{} frames of {} for closed streams were skipped", lateFrames, channel().remoteAddress());
        }
    }

    @Override
    protected ByteBuf farewell(ConnectionClosed cause) {
        long code = switch (cause.getCause()) {
            case ProtocolViolation _ -> FrameHeader.PROTOCOL_ERROR;
            case RuntimeException _ -> FrameHeader.INTERNAL_ERROR;
            case null, default -> cause.code().onConnection();
        };
        return new FrameHeader(FrameType.GO_AWAY, 0, 0, code).toFrame(allocator());
    }

    @Override
    protected void receive(ByteBuf data) throws NetworkException {
        pinger.heard();
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

    /** Sends a frame without data, without waiting. */
    void control(FrameType type, int flags, long stream, long length) {
        sendControl(new FrameHeader(type, flags, stream, length).toFrame(allocator()));
    }

    /** Forgets a stream that ended or was cut; only the first call for it counts. */
    void left(YamuxStream stream) {
        if (!remove(stream.id(), stream)) {
            return;
        }
        budget.give(stream.releaseGrowth());
        boolean unacknowledged = stream.acknowledged();
        if (stream.inbound()) {
            inboundStreams.decrementAndGet();
        }
        if (unacknowledged && stream.inbound()) {
            accepted();
        } else if (unacknowledged) {
            openSlots.give();
        }
    }

    /** Notes that one of the peer's streams is in use. */
    void accepted() {
        unaccepted.decrementAndGet();
    }

    long now() {
        return nanoTime.getAsLong();
    }

    /** Gives the smoothed round trip in nanoseconds; 0 while unknown. */
    long roundTripNanos() {
        return pinger.roundTrip();
    }

    long largestWindow() {
        return config.maxWindow().bytes();
    }

    WindowBudget budget() {
        return budget;
    }

    ByteBufAllocator allocator() {
        return channel().alloc();
    }

    /** Counts frames for streams that were closed or never there; event loop only. */
    long lateFrames() {
        return lateFrames;
    }

    /** Numbers a stream and sends its first frame, in one step: streams appear to the peer in the order of their numbers. */
    private YamuxStream begin() throws IOException {
        synchronized (opening) {
            failIfEnded();
            long id = ids.next();
            YamuxStream stream = new YamuxStream(this, scope().openStream(Direction.OUTBOUND, ReceiveWindow.INITIAL), id, false);
            add(stream.id(), stream);
            control(FrameType.WINDOW_UPDATE, FrameHeader.SYN, stream.id(), 0);
            return stream;
        }
    }

    private void frame(FrameHeader header) throws NetworkException {
        switch (header.type()) {
            case DATA -> data(header);
            case WINDOW_UPDATE -> windowUpdate(header);
            case PING -> ping(header);
            case GO_AWAY -> goAway(header);
        }
    }

    private void data(FrameHeader header) throws NetworkException {
        if (header.length() > largestWindow()) {
            throw violation(header, "more in one frame than the largest window, " + largestWindow());
        }
        YamuxStream stream = streamOf(header, 0);
        if (stream != null && stream.hasEnded()) {
            lateFrames++;
            stream = null;
        }
        if (stream != null && !stream.charge(header.length())) {
            throw violation(header, "more than its credit");
        }
        bodyLeft = header.length();
        bodyStream = stream;
        endAfterBody = header.has(FrameHeader.FIN);
        endBody();
    }

    private void windowUpdate(FrameHeader header) throws NetworkException {
        YamuxStream stream = streamOf(header, header.length());
        if (stream == null) {
            return;
        }
        if (!stream.credit(header.length())) {
            throw violation(header, "credit beyond " + SendWindow.LARGEST);
        }
        if (header.has(FrameHeader.FIN)) {
            stream.endByPeer();
        }
    }

    /** Finds the stream of a frame after its flags but FIN took effect; null if what the frame carries concerns nobody. */
    private @Nullable YamuxStream streamOf(FrameHeader header, long resetCode) throws NetworkException {
        YamuxStream stream = header.has(FrameHeader.SYN) ? accept(header) : find(header.stream());
        if (stream == null) {
            lateFrames++;
            return null;
        }
        if (header.has(FrameHeader.ACK) && !stream.inbound() && stream.acknowledged()) {
            openSlots.give();
        }
        if (header.has(FrameHeader.RST)) {
            stream.cutByPeer(resetCode);
            if (stream.inbound()) {
                countReset();
            }
            return null;
        }
        return stream;
    }

    /** Lets the peer open a stream; everything that can be wrong with the frame is checked before there is any state. */
    private @Nullable YamuxStream accept(FrameHeader header) throws NetworkException {
        long id = header.stream();
        if (!StreamIds.isPeers(id, role)) {
            throw violation(header, "a new stream with a number that is not the peer's");
        }
        if (header.type() == FrameType.DATA && header.length() > ReceiveWindow.INITIAL) {
            throw violation(header, "more on a new stream than its window, " + ReceiveWindow.INITIAL);
        }
        if (find(id) != null) {
            throw violation(header, "a new stream with the number of an open one");
        }
        if (header.has(FrameHeader.RST)) {
            countReset();
            return null;
        }
        StreamScope reserved = reserve();
        if (reserved == null) {
            control(FrameType.WINDOW_UPDATE, FrameHeader.RST, id, ErrorCode.RESOURCE_LIMIT.value());
            countReset();
            return null;
        }
        YamuxStream stream = new YamuxStream(this, reserved, id, true);
        inboundStreams.incrementAndGet();
        unaccepted.incrementAndGet();
        add(id, stream);
        announce(stream);
        return stream;
    }

    /** Makes room for one of the peer's streams; null if there is none. */
    private @Nullable StreamScope reserve() {
        if (inboundStreams.get() >= config.maxInboundStreams() || unaccepted.get() >= BACKLOG) {
            return null;
        }
        try {
            return scope().openStream(Direction.INBOUND, ReceiveWindow.INITIAL);
        } catch (LimitExceeded e) {
            LOG.debug("a stream of {} is refused: {}", channel().remoteAddress(), e.getMessage());
            return null;
        }
    }

    private void body(ByteBuf data, int capacity) {
        int size = (int) Math.min(bodyLeft, data.readableBytes());
        bodyLeft -= size;
        YamuxStream stream = bodyStream;
        if (stream == null) {
            data.skipBytes(size);
        } else {
            deliver(stream, data.readRetainedSlice(size), capacity);
        }
        endBody();
    }

    private void endBody() {
        YamuxStream stream = bodyStream;
        if (bodyLeft > 0) {
            return;
        }
        bodyStream = null;
        if (stream != null && endAfterBody) {
            stream.endByPeer();
        }
    }

    private void ping(FrameHeader header) {
        if (header.has(FrameHeader.ACK)) {
            pinger.answered(header.length());
        } else if (header.has(FrameHeader.SYN)) {
            pongsWaiting = channel().isWritable() ? 0 : pongsWaiting + 1;
            if (pongsWaiting > PONGS_WAITING || !pings.take(now())) {
                refuse(ErrorCode.RATE_LIMITED, "the peer sends too many pings");
            } else {
                control(FrameType.PING, FrameHeader.ACK, 0, header.length());
            }
        }
    }

    private void goAway(FrameHeader header) {
        long code = header.length();
        ErrorCode reason = code == FrameHeader.PROTOCOL_ERROR ? ErrorCode.PROTOCOL_VIOLATION : ErrorCode.fromConnection(code);
        shutDown(new ConnectionClosed(true, reason, "the peer ended the session, go-away code " + code, null));
    }

    private void countReset() {
        if (!resets.take(now())) {
            refuse(ErrorCode.RATE_LIMITED, "the peer opens and resets too many streams");
        }
    }

    private void refuse(ErrorCode code, String reason) {
        shutDown(new ConnectionClosed(false, code, reason, null));
    }

    private void peerGone() {
        shutDown(new ConnectionClosed(true, ErrorCode.NONE, "the peer sent nothing for " + config.pingTimeout() + " after a ping", null));
    }

    private static ProtocolViolation violation(FrameHeader header, String what) {
        return new ProtocolViolation(what + ": " + header);
    }
}
