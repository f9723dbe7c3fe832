package org.jackfield.dist.admin;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.jackfield.dist.json.Json;
import org.jackfield.kernel.host.Node;
import org.jackfield.proto.ping.PingClient;
import org.jackfield.spi.Connection;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.DialFailed;
import org.jackfield.spi.PeerStream;
import org.jackfield.spi.multiformats.MalformedException;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerAddress;
import org.jackfield.spi.peer.PeerId;

/** What the command line can ask of a node. Thread-safe. */
public final class NodeAdmin implements AdminHandler {
    private static final Duration DIAL = Duration.ofSeconds(30);
    private static final Duration PING = Duration.ofSeconds(15);

    private final Node node;
    private final NodeStatus status;
    private final PeersAdmin peers;
    private final EventsAdmin events;
    private final BansAdmin bans;
    private final LimitsAdmin limits;

    public NodeAdmin(Node node, NodeStatus status) {
        this.node = node;
        this.status = status;
        this.peers = new PeersAdmin(node);
        this.events = new EventsAdmin(node.journal());
        this.bans = new BansAdmin(node);
        this.limits = new LimitsAdmin(node.resources());
    }

    @Override
    public Json answer(Json.Fields request) throws IOException {
        String command = request.text("command");
        return switch (command) {
            case "status" -> status.json();
            case "peers" -> peers.answer(request);
            case "events" -> events.answer(request);
            case "ban", "unban", "bans" -> bans.answer(request);
            case "limits" -> limits.answer(request);
            case "ping" -> ping(PeerId.parse(request.text("peer")));
            case "connect" -> connect(request.text("peer"));
            default -> throw new MalformedException("no command \"" + command + "\" in this version of the node");
        };
    }

    private Json connect(String target) throws IOException {
        long start = System.nanoTime();
        Connection connection = target.startsWith("/")
                ? node.connect(Multiaddr.parse(target), Deadline.after(DIAL))
                : find(PeerId.parse(target));
        return PeersAdmin.connection(connection).put("tookMillis", Duration.ofNanos(System.nanoTime() - start).toMillis()).build();
    }

    private Json ping(PeerId peer) throws IOException {
        Deadline deadline = Deadline.after(PING);
        try (PeerStream stream = find(peer).open(PingClient.ID, deadline)) {
            stream.deadline(deadline);
            Duration time = PingClient.once(stream);
            stream.closeWrite();
            return Json.object().put("peer", peer).put("nanos", time.toNanos()).build();
        }
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
