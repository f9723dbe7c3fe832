package org.jackfield.kernel.routing;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.jackfield.kernel.task.TaskGroup;
import org.jackfield.kernel.task.Tasks;
import org.jackfield.spi.AddressSource;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.PeerRouting;
import org.jackfield.spi.PeerStore;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerAddress;
import org.jackfield.spi.peer.PeerId;

/** Asks all routers at once, merges their answers and remembers the addresses. One that fails or hangs holds up no other. */
public final class Routers {
    private static final Logger LOG = LoggerFactory.getLogger(Routers.class);
    /** go-libp2p's lifetime of a temporary address is 2 minutes; a routed one is as good as recently connected: 15 minutes. */
    private static final Duration LIFETIME = Duration.ofMinutes(15);

    private final List<PeerRouting> routers;
    private final PeerStore peers;
    private final Tasks tasks;

    public Routers(List<PeerRouting> routers, PeerStore peers, Tasks tasks) {
        this.routers = List.copyOf(routers);
        this.peers = peers;
        this.tasks = tasks;
    }

    /** Finds a peer: the first router that knows any address answers. */
    public Optional<PeerAddress> findPeer(PeerId peer, Deadline deadline) throws IOException {
        try (TaskGroup<Optional<PeerAddress>> group = new TaskGroup<>(tasks)) {
            routers.forEach(router -> group.fork("find peer", () -> router.findPeer(peer, deadline)));
            TaskGroup.Result<Optional<PeerAddress>> result;
            while ((result = group.next(deadline)) != null) {
                Optional<PeerAddress> found = answer(result, Optional.empty());
                if (found.isPresent() && found.get().peer().equals(peer) && !found.get().addresses().isEmpty()) {
                    peers.addAddresses(peer, found.get().addresses(), AddressSource.ROUTING, LIFETIME);
                    return found;
                }
            }
            return Optional.empty();
        }
    }

    /** Finds peers near a key: the routers' lists are interleaved, nearest first, addresses of one peer joined. */
    public List<PeerAddress> closestPeers(Bytes key, int limit, Deadline deadline) throws IOException {
        List<List<PeerAddress>> answers = new ArrayList<>();
        try (TaskGroup<List<PeerAddress>> group = new TaskGroup<>(tasks)) {
            routers.forEach(router -> group.fork("closest peers", () -> router.closestPeers(key, limit, deadline)));
            TaskGroup.Result<List<PeerAddress>> result;
            while ((result = group.next(deadline)) != null) {
                answers.add(answer(result, List.of()));
            }
        }
        List<PeerAddress> merged = merge(answers, limit);
        merged.forEach(found -> peers.addAddresses(found.peer(), found.addresses(), AddressSource.ROUTING, LIFETIME));
        return merged;
    }

    private static List<PeerAddress> merge(List<List<PeerAddress>> answers, int limit) {
        Map<PeerId, Set<Multiaddr>> joined = new LinkedHashMap<>();
        int longest = answers.stream().mapToInt(List::size).max().orElse(0);
        for (int rank = 0; rank < longest; rank++) {
            for (List<PeerAddress> answer : answers) {
                if (rank < answer.size()) {
                    PeerAddress found = answer.get(rank);
                    joined.computeIfAbsent(found.peer(), _ -> new LinkedHashSet<>()).addAll(found.addresses());
                }
            }
        }
        return joined.entrySet().stream().limit(limit).map(each -> new PeerAddress(each.getKey(), List.copyOf(each.getValue()))).toList();
    }

    private static <T> T answer(TaskGroup.Result<T> result, T none) {
        if (result.failure() != null) {
            LOG.debug("a router failed", result.failure());
        }
        T value = result.value();
        return value == null ? none : value;
    }
}
