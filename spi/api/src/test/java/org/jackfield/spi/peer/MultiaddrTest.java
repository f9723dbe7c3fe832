package org.jackfield.spi.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.jackfield.spi.multiformats.MalformedException;
import org.jackfield.spi.peer.Multiaddr.Part;

class MultiaddrTest {

    private static final PeerId A = PeerId.parse("12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA");
    private static final PeerId B = PeerId.parse("QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N");
    private static final Multiaddr TCP = Multiaddr.parse("/ip4/1.2.3.4/tcp/4001");

    @Test
    void growsPartByPart() {
        var address = Multiaddr.EMPTY.with("ip4", "1.2.3.4").with("tcp", "4001").with(AddressProtocol.WS).with("ipfs", A.toString());
        assertThat(address).hasToString("/ip4/1.2.3.4/tcp/4001/ws/p2p/" + A);
        assertThat(address.parts()).extracting(Part::protocol)
                .containsExactly(AddressProtocol.IP4, AddressProtocol.TCP, AddressProtocol.WS, AddressProtocol.P2P);
        assertThat(address.parts()).extracting(Part::text).containsExactly("1.2.3.4", "4001", "", A.toString());
        assertThatThrownBy(() -> TCP.with("nonsense", "")).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> TCP.with("tcp", "x")).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> TCP.with("ws", "x")).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> TCP.with(AddressProtocol.TCP)).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> Multiaddr.parse("/unix/a").with("tcp", "1")).isInstanceOf(MalformedException.class);
    }

    @Test
    void joins() {
        assertThat(TCP.encapsulate(Multiaddr.parse("/tls/ws"))).hasToString("/ip4/1.2.3.4/tcp/4001/tls/ws");
        assertThat(Multiaddr.EMPTY.encapsulate(TCP)).isEqualTo(TCP);
        assertThat(TCP.encapsulate(Multiaddr.EMPTY)).isEqualTo(TCP);
    }

    @Test
    void readsThePeerAtTheEnd() {
        assertThat(TCP.peer()).isEmpty();
        assertThat(Multiaddr.parse("/p2p/" + A).peer()).contains(A);
        assertThat(Multiaddr.parse(TCP + "/p2p/" + A).peer()).contains(A);
        assertThat(Multiaddr.parse(TCP + "/p2p/" + A + "/p2p-circuit").peer()).isEmpty();
        assertThat(Multiaddr.parse(TCP + "/p2p/" + A + "/p2p-circuit/p2p/" + B).peer()).contains(B);
        assertThat(Multiaddr.parse("/p2p-circuit/p2p/" + B).peer()).contains(B);
        assertThat(Multiaddr.parse(TCP + "/p2p/" + A + "/http/http-path/x").peer()).contains(A);
    }

    @Test
    void takesThePeerOnAndOff() {
        var relayed = TCP.withPeer(A).with(AddressProtocol.P2P_CIRCUIT);
        assertThat(TCP.withPeer(A)).hasToString(TCP + "/p2p/" + A);
        assertThat(TCP.withPeer(A).withPeer(A)).isEqualTo(TCP.withPeer(A));
        assertThat(TCP.withPeer(A).withoutPeer()).isEqualTo(TCP);
        assertThat(TCP.withoutPeer()).isEqualTo(TCP);
        assertThat(relayed.withoutPeer()).isEqualTo(relayed);
        assertThat(relayed.withPeer(B)).hasToString(relayed + "/p2p/" + B);
        assertThat(relayed.withPeer(B).withoutPeer()).isEqualTo(relayed);
        assertThat(Multiaddr.EMPTY.withPeer(A).withoutPeer()).isEqualTo(Multiaddr.EMPTY);
        assertThatThrownBy(() -> TCP.withPeer(A).withPeer(B))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("another peer");
    }

    @Test
    void findsParts() {
        var address = Multiaddr.parse("/ip4/1.2.3.4/udp/1/ip4/5.6.7.8/tcp/2");
        assertThat(address.first(AddressProtocol.IP4).map(Part::text)).contains("1.2.3.4");
        assertThat(address.first(AddressProtocol.TCP).map(Part::toString)).contains("/tcp/2");
        assertThat(address.first(AddressProtocol.WS)).isEmpty();
        assertThat(address.has(AddressProtocol.UDP)).isTrue();
        assertThat(address.has(AddressProtocol.QUIC)).isFalse();
    }

    @Test
    void knowsItsBeginning() {
        assertThat(TCP.withPeer(A).startsWith(TCP)).isTrue();
        assertThat(TCP.startsWith(TCP)).isTrue();
        assertThat(TCP.startsWith(Multiaddr.EMPTY)).isTrue();
        assertThat(TCP.startsWith(TCP.withPeer(A))).isFalse();
        assertThat(TCP.startsWith(Multiaddr.parse("/ip4/1.2.3.4/tcp/40"))).isFalse();
    }

    @Test
    void comparesByContent() {
        assertThat(TCP).isEqualTo(Multiaddr.decode(TCP.bytes())).hasSameHashCodeAs(Multiaddr.decode(TCP.bytes()));
        assertThat(TCP).isNotEqualTo(Multiaddr.parse("/ip4/1.2.3.4/tcp/4002")).isNotEqualTo(TCP.toString());
    }

    @Test
    void boundsItsParts() {
        var most = "/ws".repeat(Multiaddr.MAX_PARTS);
        assertThat(Multiaddr.decode(Multiaddr.parse(most).bytes())).hasToString(most);
        assertThatThrownBy(() -> Multiaddr.parse(most + "/ws")).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> Multiaddr.parse(most).with(AddressProtocol.WS)).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> Multiaddr.parse(most).encapsulate(TCP)).isInstanceOf(MalformedException.class);
    }

    @Test
    void boundsItsBytes() {
        var path = "a".repeat(Multiaddr.MAX_BYTES - 4);
        assertThat(Multiaddr.parse("/http-path/" + path).bytes().length()).isEqualTo(Multiaddr.MAX_BYTES);
        assertThatThrownBy(() -> Multiaddr.parse("/http-path/" + path + "a")).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> Multiaddr.parse("/" + "a".repeat(Multiaddr.MAX_TEXT))).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, loopback", "127.255.255.255, loopback", "::1, loopback", "::ffff:127.1.2.3, loopback",
        "0.0.0.0, unspecified", "::, unspecified", "::ffff:0.0.0.0, unspecified", "10.255.0.1, private", "172.16.0.0, private",
        "172.31.255.255, private", "192.168.1.1, private", "100.64.0.1, private", "100.127.255.255, private", "fc00::1, private",
        "fdff::, private", "::ffff:10.0.0.1, private", "169.254.1.1, link-local", "fe80::1, link-local", "febf::1, link-local",
        "8.8.8.8, public", "128.0.0.1, public", "126.255.255.255, public", "172.15.255.255, public", "172.32.0.0, public",
        "100.63.255.255, public", "100.128.0.0, public", "192.167.255.255, public", "192.169.0.0, public", "169.255.0.0, public",
        "0.0.0.1, public", "2001:db8::1, public", "fe00::1, public", "fec0::1, public", "fbff::, public", "::2, public",
        "::ffff:8.8.8.8, public"})
    void knowsHowFarAnAddressReaches(String ip, String reach) {
        var address = Multiaddr.parse((ip.contains(":") ? "/ip6/" : "/ip4/") + ip + "/tcp/1");
        assertThat(address.isLoopback()).isEqualTo(reach.equals("loopback"));
        assertThat(address.isUnspecified()).isEqualTo(reach.equals("unspecified"));
        assertThat(address.isLinkLocal()).isEqualTo(reach.equals("link-local"));
        assertThat(address.isPrivate()).isEqualTo(reach.equals("private") || reach.equals("link-local"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dns4/localhost/tcp/1", "/unix/a", "/p2p-circuit", "/memory/1"})
    void saysNothingOfTheReachOfNames(String text) {
        var address = Multiaddr.parse(text);
        assertThat(List.of(address.isLoopback(), address.isUnspecified(), address.isLinkLocal(), address.isPrivate())).containsOnly(false);
    }

    @Test
    void judgesTheOutermostIp() {
        assertThat(Multiaddr.parse("/ip6zone/x/ip6/fe80::1/tcp/1").isLinkLocal()).isTrue();
        assertThat(Multiaddr.parse("/ip4/8.8.8.8/tcp/1/p2p/" + A + "/p2p-circuit/ip4/10.0.0.1").isPrivate()).isFalse();
    }
}
