package org.jackfield.kernel.discovery;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jackfield.kernel.event.EventBus;
import org.jackfield.kernel.task.Tasks;
import org.jackfield.spi.AddressSource;
import org.jackfield.spi.Discovery;
import org.jackfield.spi.Events;
import org.jackfield.spi.PeerStore;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerAddress;
import org.jackfield.spi.peer.PeerId;

/** Runs the discovery methods; what they find goes to the peer store and to the dialer, and once per peer and change of address to the events. */
public final class Discoveries {
    /** go-libp2p's lifetime of an address from anywhere but the peer itself. */
    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final int REMEMBERED = 4096;
    private static final int ADDRESSES_REMEMBERED = 64;

    private final PeerId self;
    private final PeerStore peers;
    private final EventBus events;
    private final Consumer<PeerAddress> dialer;
    private final Map<PeerId, PeerAddress> announced = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<PeerId, PeerAddress> eldest) {
            return size() > REMEMBERED;
        }
    };

    /**
     * @param dialer takes each peer that was found, often the same
     */
    public Discoveries(PeerId self, PeerStore peers, EventBus events, Consumer<PeerAddress> dialer) {
        this.self = self;
        this.peers = peers;
        this.events = events;
        this.dialer = dialer;
    }

    /** Starts one method on a thread of its plugin. */
    public void run(String name, Discovery method, Supplier<PeerAddress> node, Tasks tasks) {
        tasks.fork("discover", () -> method.run(node, found -> found(name, found)));
    }

    private void found(String by, PeerAddress found) {
        if (found.peer().equals(self)) {
            return;
        }
        peers.addAddresses(found.peer(), found.addresses(), AddressSource.DISCOVERY, LIFETIME);
        dialer.accept(found);
        if (isNews(found)) {
            events.publish(new Events.PeerFound(found.peer(), found.addresses(), by));
        }
    }

    /** Methods may see a peer in turns at one address and at another, such as on each network both are part of. */
    private boolean isNews(PeerAddress found) {
        synchronized (announced) {
            PeerAddress before = announced.get(found.peer());
            if (before != null && before.addresses().containsAll(found.addresses())) {
                return false;
            }
            List<Multiaddr> older = before == null ? List.of() : before.addresses();
            announced.put(found.peer(), new PeerAddress(found.peer(), Stream.concat(found.addresses().stream(), older.stream()).distinct()
                    .limit(ADDRESSES_REMEMBERED).toList()));
            return true;
        }
    }
}
