package org.jackfield.proto.identify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
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
import org.jackfield.spi.multiformats.MalformedException;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerId;
import org.jackfield.spi.peer.PeerRecord;
import org.jackfield.spi.peer.SignedEnvelope;

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
        for (Connection connection : context.host().connections()) {
            PeerId peer = connection.remotePeer();
            peers.facts(peer).ifPresent(facts -> peers.addAddresses(peer, facts.listenAddresses(), LIFETIME));
        }
    }

    private void learn(Connection connection, IdentifyMessage message, boolean partial) throws ProtocolViolation {
        PeerId peer = connection.remotePeer();
        if (message.publicKey().isPresent() && !PeerId.of(message.publicKey().get()).equals(peer)) {
            throw new ProtocolViolation("identify: expected the key of " + peer + ", got that of " + PeerId.of(message.publicKey().get()));
        }
        Claim claim = Claim.of(peer, message, context.verifier());
        lock.lock();
        try {
            PeerStore peers = context.host().peers();
            Optional<PeerFacts> before = peers.facts(peer);
            PeerFacts after = facts(connection, message, claim, before, partial);
            before.ifPresent(known -> peers.removeAddresses(peer, takenBack(peer, known, after)));
            peers.addAddresses(peer, after.listenAddresses(), LIFETIME);
            peers.learn(peer, after);
        } finally {
            lock.unlock();
        }
    }

    private static PeerFacts facts(Connection connection, IdentifyMessage message, Claim claim, Optional<PeerFacts> before,
            boolean partial) {
        Optional<PeerFacts> kept = partial ? before : Optional.empty();
        boolean saysWhere = !partial || !message.listenAddresses().isEmpty() || message.signedPeerRecord().isPresent();
        boolean outdated = before.isPresent() && isOlder(claim, before.get());
        List<Multiaddr> addresses;
        Optional<SignedEnvelope> record;
        if (before.isPresent() && (outdated || !saysWhere)) {
            addresses = before.get().listenAddresses();
            record = before.get().signedRecord();
        } else {
            addresses = AddressScope.of(connection.remoteAddress()).meaningful(claim.addresses());
            record = claim.certified().map(Claim.Certified::envelope);
        }
        Set<ProtocolId> protocols = message.protocols().isEmpty()
                ? kept.map(PeerFacts::protocols).orElse(Set.of())
                : Set.copyOf(message.protocols());
        return new PeerFacts(protocols, addresses, message.agentVersion().or(() -> kept.map(PeerFacts::agent)).orElse(""),
                message.protocolVersion().or(() -> kept.map(PeerFacts::protocolVersion)).orElse(""),
                message.observedAddress().or(() -> kept.flatMap(PeerFacts::observedAddress)), record);
    }

    /** Tells whether a record has come that is older than the one known. */
    private static boolean isOlder(Claim claim, PeerFacts known) {
        Optional<PeerRecord> old = record(known);
        return claim.certified().isPresent() && old.isPresent()
                && Long.compareUnsigned(claim.certified().get().record().sequence(), old.get().sequence()) < 0;
    }

    /** Lists what the peer's former record had and its new one lacks, but for addresses that work as we see. */
    private List<Multiaddr> takenBack(PeerId peer, PeerFacts before, PeerFacts after) {
        Optional<PeerRecord> old = record(before);
        if (old.isEmpty() || after.signedRecord().isEmpty()) {
            return List.of();
        }
        Set<Multiaddr> stay = new HashSet<>(after.listenAddresses());
        context.host().connections().stream().filter(connection -> connection.remotePeer().equals(peer)).map(Connection::remoteAddress)
                .forEach(stay::add);
        List<Multiaddr> gone = new ArrayList<>();
        old.get().addresses().stream().map(Multiaddr::withoutPeer).filter(address -> !stay.contains(address)).forEach(gone::add);
        return gone;
    }

    private static Optional<PeerRecord> record(PeerFacts facts) {
        try {
            return facts.signedRecord().map(envelope -> PeerRecord.decode(envelope.payload()));
        } catch (MalformedException e) {
            throw new IllegalStateException("a record in the peer store was verified before", e);
        }
    }
}
