package org.jackfield.proto.identify;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

import org.jackfield.spi.Connection;
import org.jackfield.spi.PeerFacts;
import org.jackfield.spi.PeerStore;
import org.jackfield.spi.PluginContext;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.ProtocolViolation;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerId;

/** Checks what peers say and writes it to the peer store. Thread-safe. */
final class PeerBook {
    /** Life of an address; go-libp2p and js-libp2p: 1 h. While a peer is connected it is renewed, see {@link #renew}. */
    static final Duration LIFETIME = Duration.ofHours(1);
    /** Time between renewals: a peer's addresses outlive its connection by at least as long. go-libp2p keeps them 15 min then. */
    static final Duration RENEWAL = Duration.ofMinutes(30);

    private final PluginContext context;
    /** Facts are read, changed and written back. */
    private final ReentrantLock lock = new ReentrantLock();

    PeerBook(PluginContext context) {
        this.context = context;
    }

    /**
     * Takes what the peer of a connection said when asked: it replaces what was known.
     *
     * @throws ProtocolViolation if it names another key than the one that proved the connection; then nothing is kept
     */
    void identified(Connection connection, IdentifyMessage message) throws ProtocolViolation {
        learn(connection, message, false);
    }

    /**
     * Takes what the peer of a connection said by itself: what it left out stays as it was.
     *
     * @throws ProtocolViolation as {@link #identified}
     */
    void pushed(Connection connection, IdentifyMessage message) throws ProtocolViolation {
        learn(connection, message, true);
    }

    /** Lets the addresses of connected peers live on. */
    void renew() {
        PeerStore peers = context.host().peers();
        context.host().connections().forEach(connection -> new Whereabouts(peers, connection, LIFETIME).renew());
    }

    private void learn(Connection connection, IdentifyMessage message, boolean partial) throws ProtocolViolation {
        PeerId peer = connection.remotePeer();
        if (message.publicKey().isPresent() && !PeerId.of(message.publicKey().get()).equals(peer)) {
            throw new ProtocolViolation("identify: expected the key of " + peer + ", got that of " + PeerId.of(message.publicKey().get()));
        }
        lock.lock();
        try {
            PeerStore peers = context.host().peers();
            Optional<PeerFacts> before = peers.facts(peer);
            List<Multiaddr> listened = before.map(PeerFacts::listenAddresses).orElse(List.of());
            boolean saysWhere = !partial || !message.listenAddresses().isEmpty() || message.signedPeerRecord().isPresent();
            List<Multiaddr> listens = saysWhere ? new Whereabouts(peers, connection, LIFETIME).take(message, listened) : listened;
            peers.learn(peer, facts(message, listens, partial ? before : Optional.empty()));
        } finally {
            lock.unlock();
        }
    }

    /**
     * @param kept what stays as it was where the message does not say
     */
    private static PeerFacts facts(IdentifyMessage message, List<Multiaddr> listens, Optional<PeerFacts> kept) {
        Set<ProtocolId> protocols = message.protocols().isEmpty()
                ? kept.map(PeerFacts::protocols).orElse(Set.of())
                : Set.copyOf(message.protocols());
        return new PeerFacts(protocols, listens, message.agentVersion().or(() -> kept.map(PeerFacts::agent)).orElse(""),
                message.protocolVersion().or(() -> kept.map(PeerFacts::protocolVersion)).orElse(""),
                message.observedAddress().or(() -> kept.flatMap(PeerFacts::observedAddress)), Optional.empty());
    }
}
