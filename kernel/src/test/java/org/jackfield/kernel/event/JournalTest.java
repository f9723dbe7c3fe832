package org.jackfield.kernel.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.jackfield.kernel.event.Journal.Filter;
import org.jackfield.spi.Connection;
import org.jackfield.spi.Connection.Direction;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.DialFailed;
import org.jackfield.spi.ErrorCode;
import org.jackfield.spi.Events;
import org.jackfield.spi.Events.Event;
import org.jackfield.spi.PeerFacts;
import org.jackfield.spi.PeerStream;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.Multihash;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerId;

final class JournalTest {
    private static final Multiaddr ADDRESS = Multiaddr.parse("/ip4/192.0.2.1/tcp/4001");
    private static final PeerId PEER = new PeerId(Multihash.sha256(Bytes.ofUtf8("peer")));
    private static final ProtocolId PING = new ProtocolId("/ipfs/ping/1.0.0");
    private static final Connection CONNECTION = new Gone();

    private Instant now = Instant.EPOCH;
    private final Journal journal = new Journal(() -> now);

    @ParameterizedTest
    @MethodSource("everyEvent")
    void saysEveryKindOfEventInWords(Event event, EventKind kind, String words) {
        journal.note(event);
        JournalEntry entry = journal.latest(Filter.ALL, 10).getFirst();
        assertThat(entry.kind()).isEqualTo(kind);
        assertThat(entry.text()).isEqualTo(words);
        assertThat(entry.details()).isNotEmpty();
    }

    static Stream<Object[]> everyEvent() {
        PeerFacts facts = new PeerFacts(Set.of(PING), List.of(), "go", "ipfs", Optional.empty(), Optional.empty());
        DialFailed.Attempt attempt = new DialFailed.Attempt(ADDRESS, Optional.empty(), DialFailed.Stage.CONNECT, DialFailed.Code.REFUSED,
                new IOException("refused"), Duration.ZERO);
        return Stream.of(new Object[][]{
            {new Events.Connected(CONNECTION), EventKind.CONNECTED, "outbound to /ip4/192.0.2.1/tcp/4001 over /noise and /yamux/1.0.0"},
            {new Events.Disconnected(CONNECTION, true, ErrorCode.SHUTDOWN, "bye"), EventKind.DISCONNECTED,
                "ended by the peer or the network, shutdown: bye"},
            {new Events.Refused(ADDRESS, Optional.empty(), DialFailed.Stage.MUXER_NEGOTIATION, "no muxer"), EventKind.REFUSED,
                "link from /ip4/192.0.2.1/tcp/4001 refused at muxer-negotiation: no muxer"},
            {new Events.DialEnded(Optional.of(PEER), Optional.empty(), List.of(attempt), Duration.ofMillis(7)), EventKind.DIAL_ENDED,
                "failed after 7 ms, failed addresses: " + attempt},
            {new Events.StreamOpened(CONNECTION, PING, Direction.INBOUND), EventKind.STREAM_OPENED, "inbound /ipfs/ping/1.0.0"},
            {new Events.StreamClosed(CONNECTION, PING, Direction.INBOUND, false, "idle"), EventKind.STREAM_CLOSED,
                "inbound /ipfs/ping/1.0.0 was cut: idle"},
            {new Events.LimitHit("system", "connections", "limits.system", "full"), EventKind.LIMIT_HIT, "full"},
            {new Events.PeerFound(PEER, List.of(ADDRESS), "mdns"), EventKind.PEER_FOUND, "by mdns at /ip4/192.0.2.1/tcp/4001"},
            {new Events.PeerUpdated(PEER, facts), EventKind.PEER_UPDATED, "says it is go and serves 1 protocols"},
            {new Events.SelfUpdated(List.of(ADDRESS)), EventKind.SELF_UPDATED, "this node is now at /ip4/192.0.2.1/tcp/4001"},
            {new Events.Alert("bootstrap", "no-peers", "nobody answers", false), EventKind.ALERT, "over: bootstrap: nobody answers"}});
    }

    @Test
    void aFloodOfOneKindPushesOutNoOther() {
        journal.note(new Events.Connected(CONNECTION));
        IntStream.range(0, 100_000).forEach(_ -> journal.note(opened()));
        IntStream.range(0, 100_000)
                .forEach(_ -> journal.note(new Events.Refused(ADDRESS, Optional.empty(), DialFailed.Stage.ADMISSION, "full")));
        List<JournalEntry> all = journal.latest(Filter.ALL, Integer.MAX_VALUE);
        assertThat(all).hasSize(1 + 2 * Journal.ROOM);
        assertThat(all.getFirst().kind()).isEqualTo(EventKind.CONNECTED);
        assertThat(all).extracting(JournalEntry::sequence).isSorted();
        assertThat(journal.last()).isEqualTo(200_001);
    }

    @Test
    void followsFromANumberOn() {
        IntStream.range(0, 10).forEach(number -> journal.note(number % 2 == 0 ? opened() : new Events.SelfUpdated(List.of())));
        assertThat(journal.after(4, Filter.ALL, 3)).extracting(JournalEntry::sequence).containsExactly(5L, 6L, 7L);
        assertThat(journal.after(10, Filter.ALL, 3)).isEmpty();
        assertThat(journal.latest(Filter.ALL, 2)).extracting(JournalEntry::sequence).containsExactly(9L, 10L);
    }

    @Test
    void findsByKindPeerAndTime() {
        journal.note(opened());
        now = now.plusSeconds(10);
        journal.note(opened());
        journal.note(new Events.SelfUpdated(List.of()));
        assertThat(kinds(new Filter(Set.of(EventKind.SELF_UPDATED), Optional.empty(), Optional.empty())))
                .containsExactly(EventKind.SELF_UPDATED);
        assertThat(kinds(new Filter(Set.of(), Optional.of(PEER), Optional.empty())))
                .containsExactly(EventKind.STREAM_OPENED, EventKind.STREAM_OPENED);
        assertThat(kinds(new Filter(Set.of(), Optional.empty(), Optional.of(now))))
                .containsExactly(EventKind.STREAM_OPENED, EventKind.SELF_UPDATED);
    }

    @Test
    void knowsTheWordsOfItsKinds() {
        assertThat(EventKind.of("stream-closed")).contains(EventKind.STREAM_CLOSED);
        assertThat(EventKind.of("STREAM_CLOSED")).isEmpty();
        assertThat(EventKind.words()).hasSize(EventKind.values().length).contains("limit-hit");
    }

    private List<EventKind> kinds(Filter filter) {
        return journal.latest(filter, 100).stream().map(JournalEntry::kind).toList();
    }

    private static Event opened() {
        return new Events.StreamOpened(CONNECTION, PING, Direction.OUTBOUND);
    }

    /** A connection that was. */
    private static final class Gone implements Connection {
        @Override
        public Info info() {
            return new Info(PEER, Direction.OUTBOUND, ADDRESS, ADDRESS, new ProtocolId("/noise"), new ProtocolId("/yamux/1.0.0"),
                    Instant.EPOCH);
        }

        @Override
        public PeerStream open(ProtocolId protocol, Deadline deadline) throws IOException {
            throw new IOException("gone");
        }

        @Override
        public int streams() {
            return 0;
        }

        @Override
        public boolean isOpen() {
            return false;
        }

        @Override
        public void close(ErrorCode code, String reason) {}

        @Override
        public void close() {}
    }
}
