package org.jackfield.kernel.dial;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;

import org.junit.jupiter.api.Test;

import org.jackfield.kernel.config.DialConfig;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerId;
import org.jackfield.spi.tck.FakeClock;

final class DialBackoffTest {
    private static final PeerId PEER = PeerId.parse("12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA");
    private static final Multiaddr ONE = Multiaddr.parse("/ip4/1.2.3.4/tcp/1");
    private static final Multiaddr TWO = Multiaddr.parse("/ip4/1.2.3.4/tcp/2");

    private final FakeClock clock = new FakeClock();
    private final DialBackoff backoff = new DialBackoff(DialConfig.defaults().backoff(), clock);

    @Test
    void pausesLongerWithEachFailureUpToFiveMinutes() {
        int[] seconds = {5, 6, 9, 14, 21, 30};
        for (int expected : seconds) {
            backoff.failed(PEER, ONE);
            assertThat(pause()).isEqualTo(Duration.ofSeconds(expected));
            clock.advance(pause());
            assertThat(backoff.until(PEER, ONE)).isEmpty();
        }
        for (int i = 0; i < 2000; i++) {
            backoff.failed(PEER, ONE);
        }
        assertThat(pause()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void leavesOtherAddressesAndPeersAlone() {
        backoff.failed(PEER, ONE);
        assertThat(backoff.until(PEER, TWO)).isEmpty();
        assertThat(backoff.until(peer(1), ONE)).isEmpty();
    }

    @Test
    void pausesAPeerAsAWholeWhenNoneOfItsAddressesAnswered() {
        backoff.failed(PEER);
        assertThat(backoff.until(PEER, TWO)).contains(clock.instant().plusSeconds(5));
    }

    @Test
    void forgetsAllOfAPeerWithItsSuccess() {
        backoff.failed(PEER, ONE);
        backoff.failed(PEER);
        backoff.succeeded(PEER);
        assertThat(backoff.until(PEER, ONE)).isEmpty();
        assertThat(backoff.size()).isZero();
    }

    @Test
    void forgetsWhatIsLongOver() {
        backoff.failed(PEER, ONE);
        backoff.failed(PEER, ONE);
        clock.advance(Duration.ofMinutes(6));
        assertThat(backoff.until(PEER, ONE)).isEmpty();
        assertThat(backoff.size()).isZero();
        backoff.failed(PEER, ONE);
        assertThat(pause()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void remembersNoMorePeersAndAddressesThanAllowed() {
        for (int i = 0; i < DialBackoff.MAX_PEERS + 100; i++) {
            backoff.failed(peer(i), ONE);
        }
        assertThat(backoff.size()).isEqualTo(DialBackoff.MAX_PEERS);
        for (int port = 1; port <= DialBackoff.MAX_ADDRESSES + 1; port++) {
            backoff.failed(PEER, Multiaddr.parse("/ip4/1.2.3.4/tcp/" + port));
        }
        assertThat(backoff.until(PEER, ONE)).isEmpty();
        assertThat(backoff.until(PEER, TWO)).isPresent();
    }

    private Duration pause() {
        return Duration.between(clock.instant(), backoff.until(PEER, ONE).orElseThrow());
    }

    private static PeerId peer(int number) {
        byte[] digest = ByteBuffer.allocate(32).putInt(number).array();
        return PeerId.decode(Bytes.ofHex("1220" + Bytes.copyOf(digest).hex()));
    }
}
