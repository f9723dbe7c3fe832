package org.jackfield.spi.tck;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

import org.jackfield.spi.Connection.Direction;
import org.jackfield.spi.ConnectionClosed;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.ErrorCode;
import org.jackfield.spi.LimitExceeded;
import org.jackfield.spi.NetworkException;
import org.jackfield.spi.PluginContext;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.ProtocolViolation;
import org.jackfield.spi.datapath.ConnectionScope;
import org.jackfield.spi.datapath.FrameBuffers;
import org.jackfield.spi.datapath.Gate;
import org.jackfield.spi.datapath.MuxedSession;
import org.jackfield.spi.datapath.MuxedStream;
import org.jackfield.spi.datapath.MuxerProvider;
import org.jackfield.spi.datapath.QueuedSession;
import org.jackfield.spi.datapath.QueuedStream;
import org.jackfield.spi.datapath.Role;
import org.jackfield.spi.datapath.SessionListener;
import org.jackfield.spi.datapath.StreamMuxer;
import org.jackfield.spi.datapath.StreamScope;

/** As small a muxer as keeps the contract; and one mistake at a time, if asked. Frames: kind (1 byte), stream (4), value (4), data. */
public final class SimpleMuxer implements MuxerProvider<SimpleMuxer.Config> {
    static final int WINDOW = 128 * 1024;
    static final int MAX_STREAMS = 300;

    private static final int HEADER = 9;
    private static final int OPEN = 0;
    private static final int DATA = 1;
    private static final int CREDIT = 2;
    private static final int END = 3;
    private static final int RESET = 4;
    private static final int BYE = 5;

    /** What is wrong with it. */
    public enum Fault {
        NONE, KEEPS_BUFFERS, TELLS_NO_RESET, CUTS_OFF_THE_END, IGNORES_WINDOW, RETURNS_NO_CREDIT, TAKES_LOSS_FOR_END, HAS_NO_CAP,
        THROWS_ON_RUBBISH, RESETS_ALL, ANNOUNCES_ELSEWHERE, BLAMES_ITSELF
    }

    /**
     * The options.
     *
     * @param fault what is wrong
     */
    public record Config(Fault fault) {}

    @Override
    public String name() {
        return "simple";
    }

    @Override
    public Config defaults() {
        return new Config(Fault.NONE);
    }

    @Override
    public StreamMuxer create(Config config, PluginContext context) {
        return new StreamMuxer() {
            @Override
            public ProtocolId id() {
                return new ProtocolId("/test/simple-muxer");
            }

            @Override
            public MuxedSession session(Channel channel, Role role, ConnectionScope scope, SessionListener listener) {
                return new Session(channel, role, scope, listener, config.fault());
            }
        };
    }

    private static final class Session extends QueuedSession<Stream> {
        private final Fault fault;
        private final AtomicLong nextId;
        private final AtomicInteger inbound = new AtomicInteger();
        private final ByteBuf header;
        private long bodyLeft;
        private @Nullable Stream bodyOf;

        Session(Channel channel, Role role, ConnectionScope scope, SessionListener listener, Fault fault) {
            super(channel, scope, fault == Fault.ANNOUNCES_ELSEWHERE ? elsewhere(listener) : listener, 64 * 1024);
            this.fault = fault;
            this.nextId = new AtomicLong(role == Role.INITIATOR ? 1 : 2);
            this.header = io.netty.buffer.Unpooled.buffer(HEADER, HEADER);
        }

        private static SessionListener elsewhere(SessionListener listener) {
            return new SessionListener() {
                @Override
                public void inbound(MuxedStream stream) {
                    Thread.ofVirtual().start(() -> listener.inbound(stream));
                }

                @Override
                public void closed(ConnectionClosed reason) {
                    listener.closed(reason);
                }
            };
        }

        @Override
        public MuxedStream open(Deadline deadline) throws IOException {
            failIfEnded();
            Stream stream = new Stream(this, scope().openStream(Direction.OUTBOUND, WINDOW), nextId.getAndAdd(2), false);
            add(stream.id, stream);
            control(OPEN, stream.id, 0);
            return stream;
        }

        @Override
        protected void receive(ByteBuf data) throws NetworkException {
            while (data.isReadable() && !hasEnded()) {
                if (bodyLeft > 0) {
                    body(data);
                } else {
                    header.writeBytes(data, Math.min(header.writableBytes(), data.readableBytes()));
                    if (!header.isWritable()) {
                        handle(header.readByte(), header.readUnsignedInt(), header.readUnsignedInt());
                        header.clear();
                    }
                }
            }
        }

        @Override
        protected void stopped() {
            if (fault == Fault.TAKES_LOSS_FOR_END) {
                all().forEach(Stream::ended);
            }
        }

        @Override
        protected ByteBuf farewell(ConnectionClosed cause) {
            return frame(BYE, 0, cause.code().value());
        }

        private void handle(int kind, long id, long value) throws NetworkException {
            if (kind == OPEN) {
                accept(id);
                return;
            }
            Stream stream = find(id);
            switch (kind) {
                case DATA -> data(stream, value);
                case CREDIT -> credit(stream, value);
                case END -> ended(stream);
                case RESET -> reset(stream, value);
                case BYE ->
                    shutDown(new ConnectionClosed(fault != Fault.BLAMES_ITSELF, new ErrorCode(value), "the peer ended the session", null));
                default -> throw rubbish(kind);
            }
        }

        private void accept(long id) throws NetworkException {
            if ((id & 1) == (nextId.get() & 1) || find(id) != null) {
                throw new ProtocolViolation("stream " + id + " cannot be opened");
            }
            if (inbound.get() >= MAX_STREAMS && fault != Fault.HAS_NO_CAP) {
                control(RESET, id, ErrorCode.RESOURCE_LIMIT.value());
                return;
            }
            StreamScope reserved;
            try {
                reserved = scope().openStream(Direction.INBOUND, WINDOW);
            } catch (LimitExceeded _) {
                control(RESET, id, ErrorCode.RESOURCE_LIMIT.value());
                return;
            }
            Stream stream = new Stream(this, reserved, id, true);
            inbound.incrementAndGet();
            add(id, stream);
            announce(stream);
        }

        private void data(@Nullable Stream stream, long length) throws ProtocolViolation {
            if (stream != null && !stream.charge(length) && fault != Fault.IGNORES_WINDOW) {
                throw new ProtocolViolation("more than the window");
            }
            bodyLeft = length;
            bodyOf = stream;
        }

        private void body(ByteBuf data) {
            int size = (int) Math.min(bodyLeft, data.readableBytes());
            bodyLeft -= size;
            Stream stream = bodyOf;
            if (stream != null) {
                ByteBuf slice = data.readRetainedSlice(size);
                deliver(stream, fault == Fault.KEEPS_BUFFERS ? slice.retain() : slice, data.capacity());
            } else {
                data.skipBytes(size);
            }
        }

        private static void credit(@Nullable Stream stream, long value) throws ProtocolViolation {
            if (stream != null && !stream.credited(value)) {
                throw new ProtocolViolation("more credit than a window holds");
            }
        }

        private static void ended(@Nullable Stream stream) {
            if (stream != null) {
                stream.ended();
            }
        }

        private void reset(@Nullable Stream stream, long code) {
            Set<Stream> victims = new java.util.HashSet<>();
            if (stream != null) {
                victims.add(stream);
            }
            if (fault == Fault.RESETS_ALL) {
                all().forEach(victims::add);
            }
            victims.forEach(victim -> victim.cut(code));
        }

        private NetworkException rubbish(int kind) {
            if (fault == Fault.THROWS_ON_RUBBISH) {
                throw new ArrayIndexOutOfBoundsException(kind);
            }
            return new ProtocolViolation("no such kind of frame: " + kind);
        }

        void control(int kind, long id, long value) {
            sendControl(frame(kind, id, value));
        }

        void send(ByteBuf frame, Deadline deadline) throws IOException {
            outgoing().put(frame, deadline);
        }

        ByteBuf frame(int kind, long id, long value) {
            return FrameBuffers.allocate(channel().alloc(), HEADER).writeByte(kind).writeInt((int) id).writeInt((int) value);
        }

        void left(Stream stream) {
            if (remove(stream.id, stream) && stream.inbound) {
                inbound.decrementAndGet();
            }
        }

        ByteBuf dataFrame(ByteBuf data, long id, int size) {
            ByteBuf frame = FrameBuffers.allocate(channel().alloc(), HEADER + size);
            return frame.writeByte(DATA).writeInt((int) id).writeInt(size).writeBytes(data, size);
        }
    }

    private static final class Stream extends QueuedStream {
        private final Session session;
        private final long id;
        private final boolean inbound;
        private final AtomicLong sendWindow = new AtomicLong(WINDOW);
        private final AtomicLong receiveWindow = new AtomicLong(WINDOW);
        private final Gate credit = new Gate();
        private int unreturned;

        Stream(Session session, StreamScope scope, long id, boolean inbound) {
            super(scope);
            this.session = session;
            this.id = id;
            this.inbound = inbound;
        }

        @Override
        public void write(ByteBuf data) throws IOException {
            try {
                failUnlessWritable();
                while (data.isReadable()) {
                    credit.await(() -> sendWindow.get() > 0 || isCut() || session.fault == Fault.IGNORES_WINDOW, deadline());
                    failIfCut();
                    long open = session.fault == Fault.IGNORES_WINDOW ? WINDOW : sendWindow.get();
                    int size = (int) Math.min(Math.min(open, data.readableBytes()), FrameBuffers.PAYLOAD / 2);
                    sendWindow.addAndGet(-size);
                    session.send(session.dataFrame(data, id, size), deadline());
                }
            } catch (IOException e) {
                reset(ErrorCode.NONE);
                throw e;
            } finally {
                data.release();
            }
        }

        boolean charge(long bytes) {
            return receiveWindow.addAndGet(-bytes) >= 0;
        }

        boolean credited(long bytes) {
            boolean valid = sendWindow.addAndGet(bytes) <= WINDOW;
            credit.signal();
            return valid;
        }

        void ended() {
            endedByPeer();
        }

        void cut(long code) {
            resetByPeer(new ErrorCode(code));
        }

        @Override
        protected void consumed(int bytes) {
            unreturned += bytes;
            if (unreturned >= WINDOW / 2 && session.fault != Fault.RETURNS_NO_CREDIT && !peerEnded() && !isCut()) {
                receiveWindow.addAndGet(unreturned);
                session.control(CREDIT, id, unreturned);
                unreturned = 0;
            }
        }

        @Override
        protected void wakeWriter() {
            credit.signal();
        }

        @Override
        protected void sendEnd() {
            session.control(session.fault == Fault.CUTS_OFF_THE_END ? RESET : END, id, 0);
        }

        @Override
        protected void sendReset(ErrorCode code) {
            if (session.fault != Fault.TELLS_NO_RESET) {
                session.control(RESET, id, code.value());
            }
        }

        @Override
        protected void leave() {
            session.left(this);
        }
    }
}
