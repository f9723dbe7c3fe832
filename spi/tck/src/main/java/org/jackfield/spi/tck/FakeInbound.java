package org.jackfield.spi.tck;

import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

import io.netty.channel.Channel;

import org.jackfield.spi.datapath.Inbound;
import org.jackfield.spi.datapath.Link;
import org.jackfield.spi.peer.Multiaddr;

/** The node's side of a listener: admits whom a test admits, and gives it their links. As thread-safe as what the test gave. */
public final class FakeInbound implements Inbound {
    private final BiPredicate<Channel, Multiaddr> admits;
    private final BiPredicate<Channel, Multiaddr> admitsByProxy;
    private final Consumer<Link> accepted;

    private FakeInbound(BiPredicate<Channel, Multiaddr> admits, BiPredicate<Channel, Multiaddr> admitsByProxy, Consumer<Link> accepted) {
        this.admits = admits;
        this.admitsByProxy = admitsByProxy;
        this.accepted = accepted;
    }

    /** Admits all. */
    public static FakeInbound taking(Consumer<Link> accepted) {
        return new FakeInbound((_, _) -> true, (_, _) -> true, accepted);
    }

    /** Admits some, and no proxies. */
    public static FakeInbound admitting(BiPredicate<Channel, Multiaddr> admits, Consumer<Link> accepted) {
        return new FakeInbound(admits, (_, _) -> false, accepted);
    }

    /** Admits only who comes by a proxy. */
    public static FakeInbound proxiesOnly(Consumer<Link> accepted) {
        return new FakeInbound((_, _) -> false, (_, _) -> true, accepted);
    }

    @Override
    public Optional<Arrival> arrived(Channel channel, Multiaddr remote) {
        return ask(admits, channel, remote);
    }

    @Override
    public Optional<Arrival> arrivedByProxy(Channel channel, Multiaddr proxy) {
        return ask(admitsByProxy, channel, proxy);
    }

    private Optional<Arrival> ask(BiPredicate<Channel, Multiaddr> rule, Channel channel, Multiaddr remote) {
        if (rule.test(channel, remote)) {
            return Optional.of(accepted::accept);
        }
        channel.close();
        return Optional.empty();
    }
}
