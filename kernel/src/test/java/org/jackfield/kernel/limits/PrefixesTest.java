package org.jackfield.kernel.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;

import org.junit.jupiter.api.Test;

import org.jackfield.kernel.config.PrefixLimits;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.peer.Multiaddr;

final class PrefixesTest {
    private long now;
    private final Prefixes blocks = new Prefixes(24, "limits.ip4-block", new PrefixLimits(3, 4, 2), () -> now);

    @Test
    void boundsTheConnectionsOfABlockAtOnce() {
        assertThat(blocks.take(ip("192.0.2.1"))).isEmpty();
        assertThat(blocks.take(ip("192.0.2.2"))).isEmpty();
        assertThat(blocks.take(ip("192.0.2.3"))).isEmpty();
        Optional<Prefixes.No> no = blocks.take(ip("192.0.2.4"));
        assertThat(no.orElseThrow().message()).contains("192.0.2.0/24", "3 of 3", "limits.ip4-block.connections");
        assertThat(blocks.take(ip("192.0.3.1"))).isEmpty();
        blocks.give(ip("192.0.2.2"));
        assertThat(blocks.take(ip("192.0.2.9"))).isEmpty();
    }

    @Test
    void boundsHowFastTheyCome() {
        for (int i = 0; i < 4; i++) {
            assertThat(blocks.take(ip("192.0.2.1"))).isEmpty();
            blocks.give(ip("192.0.2.1"));
        }
        assertThat(blocks.take(ip("192.0.2.1")).orElseThrow().key()).isEqualTo("limits.ip4-block.per-second");
        now += 500_000_000;
        assertThat(blocks.take(ip("192.0.2.1"))).isEmpty();
    }

    @Test
    void remembersABoundedNumberOfPrefixesAndAllWithConnections() {
        assertThat(blocks.take(ip("10.255.0.1"))).isEmpty();
        for (int i = 0; i < 2 * Prefixes.MAX_REMEMBERED; i++) {
            Bytes ip = ip("11." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255));
            blocks.take(ip).ifPresentOrElse(_ -> {}, () -> blocks.give(ip));
        }
        for (int i = 0; i < 2 * Prefixes.MAX_REMEMBERED; i++) {
            Bytes ip = ip((20 + (i >> 16)) + "." + (i >> 8 & 255) + "." + (i & 255) + ".1");
            assertThat(blocks.take(ip)).isEmpty();
            blocks.give(ip);
        }
        assertThat(blocks.size()).isLessThanOrEqualTo(Prefixes.MAX_REMEMBERED);
        blocks.take(ip("10.255.0.2"));
        blocks.take(ip("10.255.0.3"));
        assertThat(blocks.take(ip("10.255.0.4"))).as("the first connection is still counted").isPresent();
    }

    private static Bytes ip(String text) {
        return IpGuard.ip(Multiaddr.parse("/ip4/" + text)).orElseThrow();
    }
}
