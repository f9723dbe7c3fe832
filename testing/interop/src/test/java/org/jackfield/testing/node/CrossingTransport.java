package org.jackfield.testing.node;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jackfield.spi.Deadline;
import org.jackfield.spi.DeadlineExpired;
import org.jackfield.spi.datapath.Inbound;
import org.jackfield.spi.datapath.Link;
import org.jackfield.spi.datapath.Listener;
import org.jackfield.spi.datapath.Role;
import org.jackfield.spi.datapath.Transport;
import org.jackfield.spi.peer.AddressProtocol;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.tck.Delivery;
import org.jackfield.spi.tck.MemoryLink;

/**
 * One of two ends that dial each other at the same moment, so that both dials become one link: what TCP does when two dials from the ports
 * listened on cross on their way.
 */
final class CrossingTransport implements Transport {
    private final Multiaddr own;
    private final List<MemoryLink> links;
    private final CyclicBarrier both;
    private final Role end;

    private CrossingTransport(String own, List<MemoryLink> links, CyclicBarrier both, Role end) {
        this.own = Multiaddr.parse(own);
        this.links = links;
        this.both = both;
        this.end = end;
    }

    /** Makes both ends; the first is at {@code /memory/1}, the second at {@code /memory/2}. Each time both dial there is a new link. */
    static CrossingTransport[] pair() {
        List<MemoryLink> links = new CopyOnWriteArrayList<>();
        CyclicBarrier both = new CyclicBarrier(2, () -> links.add(new MemoryLink(Delivery.WHOLE)));
        return new CrossingTransport[]{new CrossingTransport("/memory/1", links, both, Role.INITIATOR),
            new CrossingTransport("/memory/2", links, both, Role.RESPONDER)};
    }

    /** Counts how often both have dialed. */
    int crossings() {
        return links.size();
    }

    Multiaddr own() {
        return own;
    }

    @Override
    public boolean supports(Multiaddr address) {
        return address.has(AddressProtocol.MEMORY);
    }

    @Override
    public Link dial(Multiaddr address, Deadline deadline) throws IOException {
        try {
            both.await(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
            return new Link.Raw(links.getLast().channel(end), own, address);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        } catch (BrokenBarrierException | TimeoutException e) {
            throw new DeadlineExpired("the other end does not dial", e);
        }
    }

    @Override
    public Listener listen(Multiaddr address, Inbound inbound) {
        return new Listener() {
            @Override
            public Multiaddr address() {
                return own;
            }

            @Override
            public void close() {
                // nobody is accepted here
            }
        };
    }
}
