package org.jackfield.kernel.connection;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.jackfield.spi.ConnectionManager;
import org.jackfield.spi.peer.PeerId;

/** What peers are worth: weights under tags, and protections. Bounded; thread-safe. */
final class PeerValues {
    private static final Logger LOG = LoggerFactory.getLogger(PeerValues.class);
    /** Peers protected at most; they are named by plugins, of which one may have lost count. */
    private static final int MAX_PROTECTED = 4096;

    private final Map<PeerId, Map<String, Integer>> tags = new HashMap<>();
    private final Map<PeerId, Set<String>> protections = new HashMap<>();

    synchronized void tag(PeerId peer, String tag, int weight) {
        Map<String, Integer> own = tags.computeIfAbsent(peer, _ -> new TreeMap<>());
        if (own.size() < ConnectionManager.MAX_TAGS || own.containsKey(tag)) {
            own.put(tag, weight);
        } else {
            LOG.warn("{} has {} tags, {} is left out", peer, own.size(), tag);
        }
    }

    synchronized void untag(PeerId peer, String tag) {
        tags.computeIfPresent(peer, (_, own) -> own.remove(tag) != null && own.isEmpty() ? null : own);
    }

    synchronized void protect(PeerId peer, String reason) {
        if (protections.size() >= MAX_PROTECTED && !protections.containsKey(peer)) {
            LOG.warn("{} peers are protected, {} is left out", protections.size(), peer);
            return;
        }
        Set<String> reasons = protections.computeIfAbsent(peer, _ -> new TreeSet<>());
        if (reasons.size() < ConnectionManager.MAX_TAGS) {
            reasons.add(reason);
        }
    }

    synchronized boolean unprotect(PeerId peer, String reason) {
        return protections.computeIfPresent(peer, (_, reasons) -> reasons.remove(reason) && reasons.isEmpty() ? null : reasons) != null;
    }

    /** Forgets the weights of a peer that is gone. */
    synchronized void gone(PeerId peer) {
        tags.remove(peer);
    }

    synchronized int weight(PeerId peer) {
        return tags.getOrDefault(peer, Map.of()).values().stream().mapToInt(Integer::intValue).sum();
    }

    synchronized boolean isProtected(PeerId peer) {
        return protections.containsKey(peer);
    }

    synchronized Map<String, Integer> tags(PeerId peer) {
        return Map.copyOf(tags.getOrDefault(peer, Map.of()));
    }

    synchronized Set<String> protections(PeerId peer) {
        return Set.copyOf(protections.getOrDefault(peer, new HashSet<>()));
    }

    /** Counts the peers with a tag. */
    synchronized int tagged() {
        return tags.size();
    }
}
