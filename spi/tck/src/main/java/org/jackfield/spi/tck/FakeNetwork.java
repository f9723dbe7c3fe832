package org.jackfield.spi.tck;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.jackfield.spi.peer.KeyType;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerId;

/** The hosts of a test, which reach each other by peer id, and how their streams deliver bytes. Thread-safe. */
public final class FakeNetwork {
    private final Map<PeerId, FakeHost> hosts = new ConcurrentHashMap<>();
    private final FakeClock clock = new FakeClock();
    private volatile Delivery delivery = Delivery.WHOLE;

    /** Makes a network without hosts. */
    public FakeNetwork() {}

    /** Makes a host with an identity and an address of its own. */
    public FakeHost host() {
        return host(KeyType.ED25519);
    }

    /** Makes a host with a key of this type, Ed25519 or secp256k1. */
    public FakeHost host(KeyType key) {
        int port = 4001 + hosts.size();
        FakeHost host = new FakeHost(this, TestIdentities.next(key), List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/" + port)));
        hosts.put(host.id(), host);
        return host;
    }

    /** Gives the time of all hosts. */
    public FakeClock clock() {
        return clock;
    }

    /** Sets how streams opened from now on deliver bytes. */
    public void delivery(Delivery newDelivery) {
        delivery = newDelivery;
    }

    Delivery delivery() {
        return delivery;
    }

    Optional<FakeHost> find(PeerId peer) {
        return Optional.ofNullable(hosts.get(peer));
    }
}
