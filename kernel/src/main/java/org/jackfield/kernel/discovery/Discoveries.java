package org.jackfield.kernel.discovery;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.jackfield.kernel.event.EventBus;
import org.jackfield.kernel.task.Tasks;
import org.jackfield.spi.Discovery;
import org.jackfield.spi.Events;
import org.jackfield.spi.PeerStore;
import org.jackfield.spi.peer.PeerAddress;
import org.jackfield.spi.peer.PeerId;

/** Runs the discovery methods; what they find goes to the peer store, and once per peer and change of address to the events. */
public final class Discoveries {
    /** go-libp2p's lifetime of an address from anywhere but the peer itself. */
    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final int REMEMBERED = 4096;

    private final PeerId self;
    private final PeerStore peers;
    private final EventBus events;
    private final Map<PeerId, PeerAddress> announced = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<PeerId, PeerAddress> eldest) {
            return size() > REMEMBERED;
        }
    };

    public Discoveries(PeerId self, PeerStore peers, EventBus events) {
        this.self = self;
        this.peers = peers;
        this.events = events;
    }

    /** Starts one method on a thread of its plugin. */
    public void run(String name, Discovery method, Supplier<PeerAddress> node, Tasks tasks) {
        tasks.fork("discover", () -> method.run(node, found -> found(name, found)));
    }

    private void found(String by, PeerAddress found) {
        if (found.peer().equals(self)) {
            return;
        }
        peers.addAddresses(found.peer(), found.addresses(), LIFETIME);
        @Nullable PeerAddress before;
        synchronized (announced) {
            before = announced.put(found.peer(), found);
        }
        if (!found.equals(before)) {
            events.publish(new Events.PeerFound(found.peer(), found.addresses(), by));
        }
    }
}
