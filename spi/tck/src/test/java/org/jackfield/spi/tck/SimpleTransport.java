package org.jackfield.spi.tck;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;

import org.jackfield.spi.Deadline;
import org.jackfield.spi.DeadlineExpired;
import org.jackfield.spi.PluginContext;
import org.jackfield.spi.datapath.Inbound;
import org.jackfield.spi.datapath.Link;
import org.jackfield.spi.datapath.Listener;
import org.jackfield.spi.datapath.Role;
import org.jackfield.spi.datapath.Transport;
import org.jackfield.spi.datapath.TransportProvider;
import org.jackfield.spi.peer.AddressProtocol;
import org.jackfield.spi.peer.Multiaddr;

/** A transport in memory that keeps the contract; and one mistake at a time, if asked. */
public final class SimpleTransport implements TransportProvider<SimpleTransport.Config> {
    private static final Map<Multiaddr, Place> PLACES = new ConcurrentHashMap<>();
    private static final AtomicInteger NAMES = new AtomicInteger(1);

    /** What is wrong with it. */
    public enum Fault {
        NONE, SUPPORTS_ALL, CLOSES_LINKS_WITH_LISTENER, ACCEPTS_OUTSIDE_THE_LOOP, READS_AT_ONCE, LEAVES_HANDLERS, IGNORES_DEADLINE,
        SHARES_ADDRESSES, LIES_ABOUT_ADDRESSES, BEGINS_BEFORE_IT_ASKS, LEAVES_LINKS_OPEN
    }

    /**
     * The options.
     *
     * @param fault what is wrong
     */
    public record Config(Fault fault) {}

    @Override
    public String name() {
        return "simple";
    }

    @Override
    public Config defaults() {
        return new Config(Fault.NONE);
    }

    @Override
    public Transport create(Config config, PluginContext context) {
        return new Memory(config.fault());
    }

    private static final class Memory implements Transport {
        private final Fault fault;
        private final List<Place> places = new CopyOnWriteArrayList<>();
        private final List<MemoryLink> links = new CopyOnWriteArrayList<>();
        private volatile boolean open = true;

        Memory(Fault fault) {
            this.fault = fault;
        }

        @Override
        public boolean supports(Multiaddr address) {
            List<Multiaddr.Part> parts = address.withoutPeer().parts();
            return fault == Fault.SUPPORTS_ALL || parts.size() == 1 && parts.getFirst().protocol() == AddressProtocol.MEMORY;
        }

        @Override
        public Link dial(Multiaddr address, Deadline deadline) throws IOException {
            Multiaddr target = checked(address);
            if (deadline.hasPassed() && fault != Fault.IGNORES_DEADLINE) {
                throw new DeadlineExpired("no time to dial " + address);
            }
            Place place = PLACES.get(target);
            if (place == null) {
                throw new ConnectException("nobody listens on " + address);
            }
            MemoryLink link = new MemoryLink(Delivery.WHOLE);
            links.add(link);
            place.owner.links.add(link);
            Multiaddr local = fresh();
            place.accept(link, fault == Fault.LIES_ABOUT_ADDRESSES ? fresh() : local);
            Channel channel = link.channel(Role.INITIATOR);
            if (fault == Fault.LEAVES_HANDLERS) {
                channel.pipeline().addLast(new ChannelInboundHandlerAdapter());
            }
            return new Link.Raw(channel, local, target);
        }

        @Override
        public Listener listen(Multiaddr address, Inbound inbound) throws IOException {
            Multiaddr wanted = checked(address);
            Place place = new Place(wanted.equals(Multiaddr.parse("/memory/0")) ? fresh() : wanted, inbound, this);
            if (PLACES.putIfAbsent(place.address, place) != null && fault != Fault.SHARES_ADDRESSES) {
                throw new BindException(address + " is taken");
            }
            places.add(place);
            return place;
        }

        @Override
        public void close() {
            open = false;
            places.forEach(Place::close);
            if (fault != Fault.LEAVES_LINKS_OPEN) {
                links.forEach(MemoryLink::close);
            }
        }

        private Multiaddr checked(Multiaddr address) throws IOException {
            if (!supports(address)) {
                throw new IllegalArgumentException("not a memory address: " + address);
            }
            if (!open) {
                throw new IOException("the transport is closed");
            }
            return address.withoutPeer();
        }
    }

    /** A listener. */
    private static final class Place implements Listener {
        private final Multiaddr address;
        private final Inbound inbound;
        private final Memory owner;
        private final List<MemoryLink> links = new CopyOnWriteArrayList<>();

        Place(Multiaddr address, Inbound inbound, Memory owner) {
            this.address = address;
            this.inbound = inbound;
            this.owner = owner;
        }

        @Override
        public Multiaddr address() {
            return address;
        }

        @Override
        public void close() {
            PLACES.remove(address, this);
            if (owner.fault == Fault.CLOSES_LINKS_WITH_LISTENER) {
                links.forEach(MemoryLink::close);
            }
        }

        void accept(MemoryLink link, Multiaddr remote) {
            links.add(link);
            Channel channel = link.channel(Role.RESPONDER);
            if (owner.fault == Fault.READS_AT_ONCE) {
                channel.config().setAutoRead(true);
            }
            if (owner.fault == Fault.BEGINS_BEFORE_IT_ASKS) {
                channel.pipeline().addLast("handshake", new ChannelInboundHandlerAdapter());
            }
            if (owner.fault == Fault.ACCEPTS_OUTSIDE_THE_LOOP) {
                admit(channel, remote);
            } else {
                channel.eventLoop().execute(() -> admit(channel, remote));
            }
        }

        private void admit(Channel channel, Multiaddr remote) {
            inbound.arrived(channel, remote).ifPresent(arrival -> arrival.ready(new Link.Raw(channel, address, remote)));
        }
    }

    private static Multiaddr fresh() {
        return Multiaddr.parse("/memory/" + NAMES.getAndIncrement());
    }
}
