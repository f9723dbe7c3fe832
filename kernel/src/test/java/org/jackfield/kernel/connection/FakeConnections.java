package org.jackfield.kernel.connection;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.jackfield.spi.Connection.Direction;
import org.jackfield.spi.Connection.Info;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.ErrorCode;
import org.jackfield.spi.PeerStream;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.Multihash;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerAddress;
import org.jackfield.spi.peer.PeerId;

/** A network of connections that are nothing but their facts. */
final class FakeConnections implements ConnectionKeeper.Network {
    private static final Multiaddr ADDRESS = Multiaddr.parse("/ip4/192.0.2.1/tcp/4001");
    private static final ProtocolId LAYER = new ProtocolId("/layer");

    final List<Fake> open = new CopyOnWriteArrayList<>();
    final AtomicInteger dials = new AtomicInteger();
    final Map<PeerId, Boolean> reachable = new ConcurrentHashMap<>();

    static PeerId peer(int number) {
        return new PeerId(Multihash.sha256(Bytes.ofUtf8("peer " + number)));
    }

    static PeerAddress address(int number) {
        return new PeerAddress(peer(number), List.of(ADDRESS));
    }

    Fake add(int peer, Direction direction, Instant openedAt) {
        Fake made = new Fake(new Info(peer(peer), direction, ADDRESS, ADDRESS, LAYER, LAYER, openedAt));
        open.add(made);
        return made;
    }

    @Override
    public List<Fake> connections() {
        return List.copyOf(open);
    }

    @Override
    public int size() {
        return open.size();
    }

    @Override
    public void connect(PeerAddress peer, String why) throws IOException {
        dials.incrementAndGet();
        if (!reachable.getOrDefault(peer.peer(), false)) {
            throw new ConnectException("Connection refused");
        }
        open.add(new Fake(new Info(peer.peer(), Direction.OUTBOUND, ADDRESS, ADDRESS, LAYER, LAYER, Instant.EPOCH)));
    }

    @Override
    public boolean isConnected(PeerId peer) {
        return open.stream().anyMatch(each -> each.remotePeer().equals(peer));
    }

    final class Fake implements Managed {
        private final Info info;
        volatile int streams;
        volatile Instant lastUsed;
        volatile String reason = "";

        Fake(Info info) {
            this.info = info;
            this.lastUsed = info.openedAt();
        }

        @Override
        public Info info() {
            return info;
        }

        @Override
        public PeerStream open(ProtocolId protocol, Deadline deadline) {
            throw new UnsupportedOperationException("not part of the test");
        }

        @Override
        public int streams() {
            return streams;
        }

        @Override
        public boolean isOpen() {
            return open.contains(this);
        }

        @Override
        public void close(ErrorCode code, String why) {
            reason = why;
            open.remove(this);
        }

        @Override
        public void close() {
            close(ErrorCode.NONE, "closed");
        }

        @Override
        public String why() {
            return "";
        }

        @Override
        public Instant lastUsed() {
            return lastUsed;
        }
    }
}
