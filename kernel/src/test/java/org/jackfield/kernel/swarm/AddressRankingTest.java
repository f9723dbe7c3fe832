package org.jackfield.kernel.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.jackfield.spi.peer.Multiaddr;

final class AddressRankingTest {
    private static final Multiaddr PUBLIC4 = Multiaddr.parse("/ip4/1.2.3.4/tcp/1");
    private static final Multiaddr PUBLIC6 = Multiaddr.parse("/ip6/2606:4700::1/tcp/1");
    private static final Multiaddr PRIVATE4 = Multiaddr.parse("/ip4/10.0.0.1/tcp/1");
    private static final Multiaddr LOOPBACK4 = Multiaddr.parse("/ip4/127.0.0.1/tcp/1");

    @Test
    void triesNearAddressesFirstAndSixBeforeFour() {
        assertThat(AddressRanking.rank(List.of(), List.of(PUBLIC4, PUBLIC6, PRIVATE4, LOOPBACK4), List.of())).containsExactly(LOOPBACK4,
                PRIVATE4, PUBLIC6, PUBLIC4);
    }

    @Test
    void triesWhatTheCallerNamedBeforeAllElse() {
        assertThat(AddressRanking.rank(List.of(PUBLIC4), List.of(LOOPBACK4, PUBLIC4), List.of())).containsExactly(PUBLIC4, LOOPBACK4);
    }

    @Test
    void leavesOutOwnAndUnspecifiedAddresses() {
        assertThat(AddressRanking.rank(List.of(Multiaddr.parse("/ip4/0.0.0.0/tcp/1")), List.of(PRIVATE4), List.of(PRIVATE4))).isEmpty();
    }

    @Test
    void dialsNoMoreThanItsBound() {
        List<Multiaddr> many = new ArrayList<>();
        for (int port = 1; port <= 1000; port++) {
            many.add(Multiaddr.parse("/ip4/10.0.0.1/tcp/" + port));
        }
        assertThat(AddressRanking.rank(List.of(), many, List.of())).hasSize(AddressRanking.MAX_ADDRESSES);
    }
}
