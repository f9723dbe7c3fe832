package org.jackfield.spi.tck;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jackfield.spi.ConnectionManager;
import org.jackfield.spi.peer.PeerAddress;
import org.jackfield.spi.peer.PeerId;

/** Remembers what it was told and trims nothing. Thread-safe. */
public final class FakeConnectionManager implements ConnectionManager {
    private final Map<PeerId, Map<String, Integer>> tags = new HashMap<>();
    private final Map<PeerId, Set<String>> protections = new HashMap<>();
    private final Map<PeerId, PeerAddress> kept = new HashMap<>();

    FakeConnectionManager() {}

    @Override
    public synchronized void tag(PeerId peer, String tag, int weight) {
        tags.computeIfAbsent(peer, _ -> new HashMap<>()).put(tag, weight);
    }

    @Override
    public synchronized void untag(PeerId peer, String tag) {
        tags.getOrDefault(peer, new HashMap<>()).remove(tag);
    }

    @Override
    public synchronized void protect(PeerId peer, String reason) {
        protections.computeIfAbsent(peer, _ -> new HashSet<>()).add(reason);
    }

    @Override
    public synchronized boolean unprotect(PeerId peer, String reason) {
        Set<String> reasons = protections.getOrDefault(peer, new HashSet<>());
        reasons.remove(reason);
        return !reasons.isEmpty();
    }

    @Override
    public synchronized void keep(PeerAddress peer) {
        kept.put(peer.peer(), peer);
    }

    @Override
    public synchronized void release(PeerId peer) {
        kept.remove(peer);
    }

    /** Sums up the weights of a peer. */
    public synchronized int weight(PeerId peer) {
        return tags.getOrDefault(peer, Map.of()).values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Tells whether a peer is protected. */
    public synchronized boolean isProtected(PeerId peer) {
        return !protections.getOrDefault(peer, Set.of()).isEmpty();
    }

    /** Finds a peer that is to be kept. */
    public synchronized Optional<PeerAddress> kept(PeerId peer) {
        return Optional.ofNullable(kept.get(peer));
    }
}
