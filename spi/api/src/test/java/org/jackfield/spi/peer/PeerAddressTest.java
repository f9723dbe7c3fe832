package org.jackfield.spi.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.jackfield.spi.multiformats.MalformedException;

class PeerAddressTest {

    private static final PeerId A = PeerId.parse("12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA");
    private static final PeerId B = PeerId.parse("QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N");
    private static final Multiaddr TCP = Multiaddr.parse("/ip4/1.2.3.4/tcp/1");
    private static final Multiaddr RELAYED = TCP.withPeer(B).with(AddressProtocol.P2P_CIRCUIT);

    @Test
    void keepsAddressesWithoutThePeerAndEachOnce() {
        var peer = new PeerAddress(A, List.of(TCP.withPeer(A), TCP, RELAYED.withPeer(A), Multiaddr.EMPTY.withPeer(A)));
        assertThat(peer.addresses()).containsExactly(TCP, RELAYED);
        assertThat(peer.fullAddresses()).containsExactly(TCP.withPeer(A), RELAYED.withPeer(A));
    }

    @Test
    void doesNotChangeWithTheListItWasMadeOf() {
        var list = new ArrayList<>(List.of(TCP));
        var peer = new PeerAddress(A, list);
        list.clear();
        assertThat(peer.addresses()).containsExactly(TCP);
        assertThatThrownBy(() -> peer.addresses().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void refusesAddressesOfAnotherPeer() {
        assertThatThrownBy(() -> new PeerAddress(A, List.of(TCP.withPeer(B)))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsOneAddress() {
        assertThat(PeerAddress.parse(TCP + "/p2p/" + A)).isEqualTo(new PeerAddress(A, List.of(TCP)));
        assertThat(PeerAddress.parse("/p2p/" + A)).isEqualTo(new PeerAddress(A, List.of()));
        assertThatThrownBy(() -> PeerAddress.of(TCP)).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> PeerAddress.of(RELAYED)).isInstanceOf(MalformedException.class);
    }
}
