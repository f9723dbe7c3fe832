package org.jackfield.kernel.dial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import org.jackfield.spi.peer.Multiaddr;

/** The order and the pauses of go-libp2p (p2p/net/swarm/dial_ranker_test.go has the same cases). */
final class AddressRankingTest {
    @Test
    void goesFromIp6ToIp4ToTheRestInStepsOfAQuarterOfASecond() {
        assertThat(ranked("/ip4/1.2.3.4/tcp/2", "/ip4/1.2.3.4/tcp/1", "/ip6/2606:4700::1/tcp/9", "/ip6/2606:4700::1/tcp/8"))
                .containsExactly("0 /ip6/2606:4700::1/tcp/8", "250 /ip4/1.2.3.4/tcp/1", "500 /ip6/2606:4700::1/tcp/9",
                        "500 /ip4/1.2.3.4/tcp/2");
    }

    @Test
    void takesShortStepsNearby() {
        assertThat(ranked("/ip4/127.0.0.1/tcp/1", "/ip6/::1/tcp/1", "/ip4/10.0.0.1/tcp/1", "/ip4/192.168.0.1/tcp/1")).containsExactly(
                "0 /ip6/::1/tcp/1", "30 /ip4/127.0.0.1/tcp/1", "60 /ip4/10.0.0.1/tcp/1", "60 /ip4/192.168.0.1/tcp/1");
    }

    @Test
    void startsNearAndFarAddressesSideBySide() {
        assertThat(ranked("/ip4/1.2.3.4/tcp/1", "/ip4/10.0.0.1/tcp/1")).containsExactlyInAnyOrder("0 /ip4/1.2.3.4/tcp/1",
                "0 /ip4/10.0.0.1/tcp/1");
    }

    @Test
    void triesTheLowestPortFirstAndTheRestAStepLaterIfThereIsOneVersionOfIp() {
        assertThat(ranked("/ip4/1.2.3.4/tcp/3", "/ip4/1.2.3.4/tcp/1", "/ip4/1.2.3.4/tcp/2")).containsExactly("0 /ip4/1.2.3.4/tcp/1",
                "250 /ip4/1.2.3.4/tcp/2", "250 /ip4/1.2.3.4/tcp/3");
    }

    @Test
    void prefersQuicAndLetsTcpFollowAStepBehind() {
        assertThat(ranked("/ip4/1.2.3.4/tcp/1", "/ip6/2606:4700::1/tcp/1", "/ip4/1.2.3.4/udp/1/quic-v1", "/ip6/2606:4700::1/udp/1/quic-v1"))
                .containsExactly("0 /ip6/2606:4700::1/udp/1/quic-v1", "250 /ip4/1.2.3.4/udp/1/quic-v1", "500 /ip6/2606:4700::1/tcp/1",
                        "750 /ip4/1.2.3.4/tcp/1");
    }

    @Test
    void triesWebSocketsAfterPlainTcp() {
        assertThat(ranked("/ip6/2606:4700::1/tcp/1/ws", "/ip4/1.2.3.4/tcp/9")).containsExactly("0 /ip4/1.2.3.4/tcp/9",
                "250 /ip6/2606:4700::1/tcp/1/ws");
    }

    @Test
    void givesRelaysHalfASecondLessOfAChance() {
        String relay = "/ip4/1.2.3.4/tcp/1/p2p/12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA/p2p-circuit";
        assertThat(ranked(relay, "/ip4/5.6.7.8/tcp/1")).containsExactly("0 /ip4/5.6.7.8/tcp/1", "500 " + relay);
        assertThat(ranked(relay)).containsExactly("0 " + relay);
    }

    @Test
    void triesOtherTransportsASecondAfterTheLast() {
        assertThat(ranked("/ip4/1.2.3.4/udp/1/webrtc-direct", "/ip4/1.2.3.4/tcp/1")).containsExactly("0 /ip4/1.2.3.4/tcp/1",
                "1000 /ip4/1.2.3.4/udp/1/webrtc-direct");
        assertThat(ranked("/ip4/1.2.3.4/udp/1/webrtc-direct")).containsExactly("0 /ip4/1.2.3.4/udp/1/webrtc-direct");
    }

    private static List<String> ranked(String... addresses) {
        return AddressRanking.rank(Stream.of(addresses).map(Multiaddr::parse).toList()).stream()
                .map(each -> each.delay().toMillis() + " " + each.address()).toList();
    }
}
