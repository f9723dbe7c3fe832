package org.jackfield.discovery.mdns;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import org.jackfield.spi.multiformats.Bytes;

/**
 * The sockets of all links: opened as links come, closed as they go, and opened again some time after a failure, which is told once until
 * the socket works again. Times are nanoseconds of one monotonic clock. Belongs to one thread.
 */
final class Sockets implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Sockets.class);
    private static final long FIRST_DELAY = Duration.ofSeconds(5).toNanos();
    private static final long LONGEST_DELAY = Duration.ofMinutes(5).toNanos();

    private final Selector selector;
    private final boolean ipv6;
    private final Map<Place, Slot> slots = new HashMap<>();

    Sockets(Selector selector, boolean ipv6) {
        this.selector = selector;
        this.ipv6 = ipv6;
    }

    private record Place(Link link, Group group) {}

    /** A place that has a socket, or waits for one. */
    private static final class Slot {
        private @Nullable GroupSocket socket;
        private long retryAt;
        private long delay = FIRST_DELAY;
        private int failures;

        void worked(Place place) {
            if (failures > 1) {
                LOG.info("mdns works again: {} on {}", place.group(), place.link());
            }
            failures = 0;
            delay = FIRST_DELAY;
        }

        /** Once may happen: an interface that has just come up takes a moment until it can be used. */
        void failed(Place place, Exception cause, long now) {
            failures++;
            LOG.atLevel(failures == 2 ? Level.WARN : Level.DEBUG).log("mdns does not work, and is tried again in {} s: {} on {}: {}",
                    Duration
                            .ofNanos(delay).toSeconds(),
                    place.group(), place.link(), cause.toString());
            retryAt = now + delay;
            delay = Math.min(2 * delay, LONGEST_DELAY);
        }
    }

    /**
     * Brings the sockets in line with the links.
     *
     * @return whether one was opened
     */
    boolean follow(List<Link> links, long now) throws IOException {
        Set<Place> places = places(links);
        for (Place gone : new HashSet<>(slots.keySet())) {
            if (!places.contains(gone)) {
                closeSocket(slots.remove(gone));
            }
        }
        boolean opened = false;
        for (Place place : places) {
            Slot slot = slots.computeIfAbsent(place, _ -> new Slot());
            if (slot.socket == null && slot.retryAt <= now) {
                opened |= open(place, slot, now);
            }
        }
        return opened;
    }

    /** IPv6 has no way to multicast on loopback, and nobody is there who does not hear IPv4. */
    private Set<Place> places(List<Link> links) {
        Set<Place> places = new HashSet<>();
        for (Link link : links) {
            for (Group group : Group.values()) {
                if (link.speaks(group) && (group == Group.IP4 || ipv6 && !link.loopback())) {
                    places.add(new Place(link, group));
                }
            }
        }
        return places;
    }

    private boolean open(Place place, Slot slot, long now) {
        try {
            slot.socket = GroupSocket.open(place.link(), place.group(), selector);
            LOG.debug("mdns listens: {}", slot.socket);
            return true;
        } catch (IOException | RuntimeException e) {
            slot.failed(place, e, now);
            return false;
        }
    }

    /** Lists the sockets that are open. */
    List<GroupSocket> open() {
        List<GroupSocket> open = new ArrayList<>();
        for (Slot slot : slots.values()) {
            if (slot.socket != null) {
                open.add(slot.socket);
            }
        }
        return open;
    }

    /** Sends packets on a socket; one that cannot is closed. */
    void send(GroupSocket socket, List<Bytes> packets, long now) throws IOException {
        try {
            for (Bytes packet : packets) {
                socket.send(packet);
            }
            Place place = new Place(socket.link(), socket.group());
            Slot slot = slots.get(place);
            if (slot != null) {
                slot.worked(place);
            }
        } catch (IOException e) {
            failed(socket, e, now);
        }
    }

    /** Closes a socket that failed. */
    void failed(GroupSocket socket, IOException cause, long now) throws IOException {
        Place place = new Place(socket.link(), socket.group());
        Slot slot = slots.get(place);
        socket.close();
        if (slot != null && slot.socket == socket) {
            slot.socket = null;
            slot.failed(place, cause, now);
        }
    }

    @Override
    public void close() throws IOException {
        for (Slot slot : slots.values()) {
            closeSocket(slot);
        }
        slots.clear();
    }

    private static void closeSocket(@Nullable Slot slot) throws IOException {
        if (slot != null && slot.socket != null) {
            slot.socket.close();
        }
    }
}
