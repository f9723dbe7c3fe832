package org.jackfield.dist.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.jackfield.dist.json.Json;
import org.jackfield.dist.text.Units;
import org.jackfield.kernel.connection.Managed;
import org.jackfield.kernel.event.EventKind;
import org.jackfield.kernel.event.Journal;
import org.jackfield.kernel.event.JournalEntry;
import org.jackfield.kernel.host.Node;
import org.jackfield.spi.AddressSource;
import org.jackfield.spi.Connection;
import org.jackfield.spi.Connection.Direction;
import org.jackfield.spi.KnownAddress;
import org.jackfield.spi.peer.PeerId;

/** Explains in words why a peer is connected, or why it is not any more. Thread-safe. */
final class PeerWhy {
    /** How long a peer that went is told of, and of how many. */
    private static final Duration LATELY = Duration.ofHours(1);
    private static final int MAX_GONE = 20;

    private final Node node;

    PeerWhy(Node node) {
        this.node = node;
    }

    /** Explains a connection, one sentence after the other. */
    List<String> of(Connection connection) {
        Connection.Info info = connection.info();
        List<String> words = new ArrayList<>();
        words.add(info.direction() == Direction.OUTBOUND
                ? "this node dialed " + info.remoteAddress() + sources(info)
                : "the peer dialed this node from " + info.remoteAddress());
        if (connection instanceof Managed managed && !managed.why().isEmpty()) {
            words.add(managed.why());
        }
        newest(EventKind.PEER_FOUND, info.peer()).ifPresent(found -> words.add("found " + ago(found) + " " + found.text()));
        words.add("secured by " + info.security() + ", muxed by " + info.muxer());
        streams(connection).ifPresent(words::add);
        words.addAll(worth(info.peer()));
        newest(EventKind.DISCONNECTED, info.peer()).ifPresent(before -> words.add("an earlier connection ended " + ago(before) + ", "
                + before.text()));
        return words;
    }

    /** Lists the peers that went lately and are not back, the last one first. */
    List<Json> gone() {
        Journal.Filter lately = new Journal.Filter(Set.of(EventKind.DISCONNECTED), Optional.empty(),
                Optional.of(Instant.now().minus(LATELY)));
        Set<PeerId> told = new HashSet<>();
        List<Json> rows = new ArrayList<>();
        for (JournalEntry entry : node.journal().latest(lately, Journal.ROOM).reversed()) {
            PeerId peer = entry.peer().orElseThrow();
            if (rows.size() < MAX_GONE && told.add(peer) && node.host().connectionTo(peer).isEmpty()) {
                rows.add(gone(peer, entry));
            }
        }
        return rows;
    }

    private Json gone(PeerId peer, JournalEntry entry) {
        List<String> words = new ArrayList<>();
        words.add(entry.text());
        newest(EventKind.DIAL_ENDED, peer).filter(dial -> dial.sequence() > entry.sequence())
                .ifPresent(dial -> words.add("a dial " + ago(dial) + " " + dial.text()));
        newest(EventKind.REFUSED, peer).filter(refused -> refused.sequence() > entry.sequence())
                .ifPresent(refused -> words.add(ago(refused) + " a " + refused.text()));
        return Json.object().put("peer", peer).put("state", "gone").put("address", entry.detail("address"))
                .put("goneMillis", Math.max(0, Duration.between(entry.at(), Instant.now()).toMillis())).put("why", Json.texts(words))
                .build();
    }

    /** The connection itself has made the address a known one, so that is no answer. */
    private String sources(Connection.Info info) {
        String others = node.host().peers().knownAddresses(info.peer()).stream()
                .filter(known -> known.address().equals(info.remoteAddress()) && known.source() != AddressSource.DIALED)
                .map(KnownAddress::source).map(PeerWhy::words).collect(Collectors.joining(", "));
        return others.isEmpty() ? "" : ", known from " + others;
    }

    private static String words(AddressSource source) {
        return switch (source) {
            case CONFIG -> "the operator";
            case DIALED -> "an earlier connection";
            case CERTIFIED -> "the peer's signed record";
            case IDENTIFY -> "the peer itself";
            case ROUTING -> "a router";
            case DISCOVERY -> "discovery";
        };
    }

    /** What the connection manager has to say. */
    private List<String> worth(PeerId peer) {
        List<String> words = new ArrayList<>();
        node.keeper().kept(peer).ifPresent(state -> words.add("kept connected: " + state));
        Set<String> protections = node.keeper().protections(peer);
        if (!protections.isEmpty()) {
            words.add("never trimmed: protected for " + String.join(", ", protections));
        }
        Map<String, Integer> tags = node.keeper().tags(peer);
        if (!tags.isEmpty()) {
            words.add("worth " + tags.entrySet().stream().map(tag -> tag.getValue() + " for " + tag.getKey())
                    .collect(Collectors.joining(", ")));
        }
        return words;
    }

    private Optional<String> streams(Connection connection) {
        String open = node.streams().of(connection).entrySet().stream().map(each -> each.getValue() + " of " + each.getKey())
                .collect(Collectors.joining(", "));
        return open.isEmpty() ? Optional.empty() : Optional.of("open streams: " + open);
    }

    private Optional<JournalEntry> newest(EventKind kind, PeerId peer) {
        return node.journal().latest(new Journal.Filter(Set.of(kind), Optional.of(peer), Optional.empty()), 1).stream().findFirst();
    }

    private static String ago(JournalEntry entry) {
        return Units.age(Duration.between(entry.at(), Instant.now())) + " ago";
    }
}
