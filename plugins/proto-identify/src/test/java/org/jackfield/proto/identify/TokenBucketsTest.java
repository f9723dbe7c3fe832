package org.jackfield.proto.identify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.Multihash;
import org.jackfield.spi.peer.PeerId;
import org.jackfield.spi.tck.FakeClock;

class TokenBucketsTest {
    private final FakeClock clock = new FakeClock();
    private final TokenBuckets buckets = new TokenBuckets(3, Duration.ofSeconds(5), clock);

    @Test
    void givesABurstAndThenOneAtATime() {
        assertThat(taken(1, 10)).isEqualTo(3);
        clock.advance(Duration.ofMillis(4999));
        assertThat(taken(1, 10)).isZero();
        clock.advance(Duration.ofMillis(1));
        assertThat(taken(1, 10)).isEqualTo(1);
        clock.advance(Duration.ofSeconds(10));
        assertThat(taken(1, 10)).isEqualTo(2);
        clock.advance(Duration.ofDays(1000));
        assertThat(taken(1, 10)).isEqualTo(3);
    }

    @Test
    void keepsPeersApart() {
        assertThat(taken(1, 10)).isEqualTo(3);
        assertThat(taken(2, 10)).isEqualTo(3);
    }

    @Test
    void goesOnAfterTheClockIsSetBack() {
        assertThat(taken(1, 10)).isEqualTo(3);
        clock.advance(Duration.ofHours(-1));
        assertThat(taken(1, 10)).isZero();
        clock.advance(Duration.ofSeconds(5));
        assertThat(taken(1, 10)).isEqualTo(1);
    }

    @Test
    void remembersABoundedNumberOfPeers() {
        for (int i = 0; i < TokenBuckets.MAX_PEERS + 100; i++) {
            assertThat(buckets.take(peer(i))).isTrue();
        }
        assertThat(buckets.size()).isEqualTo(TokenBuckets.MAX_PEERS);
    }

    private int taken(int peer, int tries) {
        int taken = 0;
        for (int i = 0; i < tries; i++) {
            taken += buckets.take(peer(peer)) ? 1 : 0;
        }
        return taken;
    }

    private static PeerId peer(int number) {
        return new PeerId(Multihash.sha256(Bytes.ofUtf8("peer " + number)));
    }
}
