package org.jackfield.discovery.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.Multihash;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerAddress;
import org.jackfield.spi.peer.PeerId;

class VeteransTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Veterans veterans = new Veterans(3);

    @Test
    void keepsTheSteadiest() {
        for (int minutes : List.of(20, 50, 10, 40, 30)) {
            veterans.add(veteran(minutes, Duration.ofMinutes(minutes), NOW));
        }
        assertThat(veterans.steadiest()).extracting(Veteran::connected).containsExactly(Duration.ofMinutes(50), Duration.ofMinutes(40),
                Duration.ofMinutes(30));
    }

    @Test
    void tellsWhoIsNew() {
        assertThat(veterans.add(veteran(1, Duration.ofMinutes(20), NOW))).isTrue();
        assertThat(veterans.add(veteran(1, Duration.ofMinutes(30), NOW))).isFalse();
        veterans.add(veteran(2, Duration.ofMinutes(20), NOW));
        veterans.add(veteran(3, Duration.ofMinutes(20), NOW));
        assertThat(veterans.add(veteran(4, Duration.ofMinutes(10), NOW))).as("less steady than all").isFalse();
    }

    @Test
    void keepsTheBestTimeOfAPeerSeenAgain() {
        veterans.add(veteran(1, Duration.ofHours(5), NOW));
        veterans.add(veteran(1, Duration.ofMinutes(11), NOW.plusSeconds(60)));
        assertThat(veterans.steadiest()).containsExactly(veteran(1, Duration.ofHours(5), NOW.plusSeconds(60)));
    }

    @Test
    void forgetsAfterAMonth() {
        veterans.add(veteran(1, Duration.ofHours(5), NOW));
        veterans.expire(NOW.plus(Veterans.LIFETIME));
        assertThat(veterans.steadiest()).hasSize(1);
        veterans.expire(NOW.plus(Veterans.LIFETIME).plusSeconds(1));
        assertThat(veterans.steadiest()).isEmpty();
    }

    static Veteran veteran(int number, Duration connected, Instant seen) {
        PeerId peer = new PeerId(Multihash.sha256(Bytes.ofUtf8("peer " + number)));
        return new Veteran(new PeerAddress(peer, List.of(Multiaddr.parse("/ip4/10.0.0.1/tcp/" + (1000 + number)))), connected, seen);
    }
}
