package org.jackfield.dist.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.jackfield.dist.json.Json;
import org.jackfield.kernel.host.Node;
import org.jackfield.spi.Connection;
import org.jackfield.spi.KnownAddress;
import org.jackfield.spi.PeerFacts;

/** Answers who is connected, and why. Thread-safe. */
final class PeersAdmin implements AdminHandler {
    private final Node node;
    private final PeerWhy why;

    PeersAdmin(Node node) {
        this.node = node;
        this.why = new PeerWhy(node);
    }

    /** One row per connection; with {@code why} each row says more, and peers that went lately follow. */
    @Override
    public Json answer(Json.Fields request) {
        boolean explain = request.find("why").isPresent();
        List<Json> rows = new ArrayList<>();
        for (Connection connection : node.host().connections()) {
            Json.Builder row = row(connection);
            rows.add((explain ? explained(row, connection) : row).build());
        }
        if (explain) {
            why.gone().forEach(rows::add);
        }
        return new Json.Items(rows);
    }

    private Json.Builder row(Connection connection) {
        Json.Builder row = connection(connection);
        Optional<PeerFacts> facts = node.host().peers().facts(connection.remotePeer());
        row.put("agent", facts.map(PeerFacts::agent));
        facts.ifPresent(known -> row.put("protocols",
                Json.texts(known.protocols().stream().sorted(Comparator.comparing(Object::toString)).toList())));
        return row;
    }

    private Json.Builder explained(Json.Builder row, Connection connection) {
        List<Json> known = node.host().peers().knownAddresses(connection.remotePeer()).stream().map(PeersAdmin::known).toList();
        Json.Builder streams = Json.object();
        node.streams().of(connection).forEach((protocol, count) -> streams.put(protocol.toString(), count.longValue()));
        return row.put("state", "open").put("known", new Json.Items(known)).put("openStreams", streams.build()).put("why",
                Json.texts(why.of(connection)));
    }

    private static Json known(KnownAddress known) {
        return Json.object().put("address", known.address()).put("source", known.source().name().toLowerCase(Locale.ROOT))
                .put("expires", known.expires()).build();
    }

    /** Describes a connection alone. */
    static Json.Builder connection(Connection connection) {
        Connection.Info info = connection.info();
        Json.Builder row = Json.object().put("peer", info.peer()).put("direction", info.direction().name().toLowerCase(Locale.ROOT))
                .put("address", info.remoteAddress()).put("localAddress", info.localAddress()).put("security", info.security())
                .put("muxer", info.muxer())
                .put("streams", connection.streams()).put("openedAt", info.openedAt())
                .put("ageMillis", Math.max(0, Duration.between(info.openedAt(), Instant.now()).toMillis()));
        connection.roundTrip().ifPresent(time -> row.put("roundTripMicros", time.toNanos() / 1000));
        return row;
    }
}
