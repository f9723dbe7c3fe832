package org.jackfield.dist.admin;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.jackfield.dist.json.Json;
import org.jackfield.kernel.host.Node;
import org.jackfield.spi.Connection;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.DialFailed;
import org.jackfield.spi.PeerFacts;
import org.jackfield.spi.multiformats.MalformedException;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerAddress;
import org.jackfield.spi.peer.PeerId;

/** What the command line can ask of a node. Thread-safe. */
public final class NodeAdmin implements AdminHandler {
    private static final Duration DIAL = Duration.ofSeconds(30);

    private final Node node;
    private final NodeStatus status;

    public NodeAdmin(Node node, NodeStatus status) {
        this.node = node;
        this.status = status;
    }

    @Override
    public Json answer(Json.Fields request) throws IOException {
        String command = request.text("command");
        return switch (command) {
            case "status" -> status.json();
            case "peers" -> new Json.Items(node.host().connections().stream().map(this::peer).toList());
            case "connect" -> connect(request.text("peer"));
            default -> throw new MalformedException("no command \"" + command + "\" in this version of the node");
        };
    }

    private Json peer(Connection connection) {
        Json.Builder row = connection(connection);
        Optional<PeerFacts> facts = node.host().peers().facts(connection.remotePeer());
        row.put("agent", facts.map(PeerFacts::agent));
        facts.ifPresent(known -> row.put("protocols",
                Json.texts(known.protocols().stream().sorted(java.util.Comparator.comparing(Object::toString)).toList())));
        return row.build();
    }

    private static Json.Builder connection(Connection connection) {
        Connection.Info info = connection.info();
        return Json.object().put("peer", info.peer()).put("direction", info.direction().name().toLowerCase(java.util.Locale.ROOT))
                .put("address", info.remoteAddress()).put("localAddress", info.localAddress()).put("security", info.security())
                .put("muxer", info.muxer())
                .put("streams", connection.streams()).put("openedAt", info.openedAt())
                .put("ageMillis", Math.max(0, Duration.between(info.openedAt(), java.time.Instant.now()).toMillis()));
    }

    private Json connect(String target) throws IOException {
        long start = System.nanoTime();
        Connection connection = target.startsWith("/")
                ? node.connect(Multiaddr.parse(target), Deadline.after(DIAL))
                : find(PeerId.parse(target));
        return connection(connection).put("tookMillis", Duration.ofNanos(System.nanoTime() - start).toMillis()).build();
    }

    private Connection find(PeerId peer) throws IOException {
        Deadline deadline = Deadline.after(DIAL);
        Optional<Connection> open = node.host().connectionTo(peer);
        if (open.isPresent()) {
            return open.get();
        }
        List<Multiaddr> routed = node.host().peers().addresses(peer).isEmpty()
                ? node.routers().findPeer(peer, deadline).map(PeerAddress::addresses).orElse(List.of())
                : List.of();
        try {
            return node.host().connect(new PeerAddress(peer, routed), deadline);
        } catch (DialFailed e) {
            if (e.attempts().isEmpty()) {
                throw new IOException(
                        "no address of " + peer + " is known, and no router found one; give one with /p2p/" + peer + " at its end", e);
            }
            throw e;
        }
    }
}
