package org.jackfield.kernel.swarm;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.util.concurrent.Future;

import org.jackfield.kernel.limits.ManagedConnection;
import org.jackfield.kernel.limits.ResourceManager;
import org.jackfield.spi.Connection.Direction;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.DialFailed.Stage;
import org.jackfield.spi.Events;
import org.jackfield.spi.Gated;
import org.jackfield.spi.Gater;
import org.jackfield.spi.NetworkException;
import org.jackfield.spi.datapath.Inbound;
import org.jackfield.spi.datapath.Link;
import org.jackfield.spi.peer.Multiaddr;

/** Where everything comes in, of all transports: gaters and limits before the first byte, and one deadline from there on. Thread-safe. */
final class Entrance implements Inbound {
    private final Gates gates;
    private final ResourceManager resources;
    private final Duration upgradeTimeout;
    private final Home home;
    private volatile boolean closed;

    /** @param upgradeTimeout from a channel to a connection */
    Entrance(Gates gates, ResourceManager resources, Duration upgradeTimeout, Home home) {
        this.gates = gates;
        this.resources = resources;
        this.upgradeTimeout = upgradeTimeout;
        this.home = home;
    }

    /** Where links go. */
    interface Home {
        /**
         * Takes a link, on its event loop.
         *
         * @param scope    of the taker from now on
         * @param deadline when it has to be a connection
         */
        void take(Link.Raw link, ManagedConnection scope, Deadline deadline);

        /** Hears of what became no link. */
        void refused(Events.Refused refusal);
    }

    @Override
    public Optional<Arrival> arrived(Channel channel, Multiaddr remote) {
        return admit(channel, remote, () -> {
            gate(remote);
            return new Pending(channel, remote, resources.accept(remote), true);
        });
    }

    @Override
    public Optional<Arrival> arrivedByProxy(Channel channel, Multiaddr proxy) {
        return admit(channel, proxy, () -> new Pending(channel, proxy, resources.acceptByProxy(), false));
    }

    /** Refuses all from now on. */
    void close() {
        closed = true;
    }

    private Optional<Arrival> admit(Channel channel, Multiaddr remote, Admitting admitting) {
        try {
            if (closed) {
                throw new Gated("this node shuts down");
            }
            Pending pending = admitting.admit();
            pending.begin();
            return Optional.of(pending);
        } catch (NetworkException e) {
            refuse(channel, remote, e);
            return Optional.empty();
        }
    }

    private void gate(Multiaddr remote) throws Gated {
        gates.check(Gater.Stage.ACCEPT, Direction.INBOUND, Optional.empty(), Optional.of(remote));
    }

    private void refuse(Channel channel, Multiaddr remote, NetworkException why) {
        channel.close();
        home.refused(new Events.Refused(remote, Optional.empty(), Stage.ADMISSION, String.valueOf(why.getMessage())));
    }

    @FunctionalInterface
    private interface Admitting {
        Pending admit() throws NetworkException;
    }

    /** A channel that is no link yet; on its event loop. */
    private final class Pending implements Arrival, ChannelFutureListener {
        private final Deadline deadline = Deadline.after(upgradeTimeout);
        private final Channel channel;
        private final Multiaddr remote;
        private final ManagedConnection scope;
        private final boolean checked;
        private final Future<?> timer;
        private String fate = "it was closed before it became a link";
        private boolean over;

        /** @param checked whether gaters and limits have seen the address */
        Pending(Channel channel, Multiaddr remote, ManagedConnection scope, boolean checked) {
            this.channel = channel;
            this.remote = remote;
            this.scope = scope;
            this.checked = checked;
            this.timer = channel.eventLoop().schedule(this::expire, Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS);
        }

        void begin() {
            channel.closeFuture().addListener(this);
            scope.onGivingWay(channel::close);
        }

        @Override
        public void ready(Link link) {
            if (!leave()) {
                return;
            }
            channel.closeFuture().removeListener(this);
            try {
                if (!(link instanceof Link.Raw raw)) {
                    throw new Gated("links that are muxed by themselves are not served yet");
                }
                if (!checked) {
                    gate(raw.remote());
                    scope.cameFrom(raw.remote());
                }
                home.take(raw, scope, deadline);
            } catch (NetworkException e) {
                scope.close();
                refuse(channel, link.remote(), e);
            }
        }

        @Override
        public void operationComplete(ChannelFuture closed) {
            if (leave()) {
                scope.close();
                home.refused(new Events.Refused(remote, Optional.empty(), Stage.CONNECT, scope.gaveWay().orElse(fate)));
            }
        }

        private void expire() {
            fate = "the transport's handshake took longer than host.upgrade-timeout allows";
            channel.close();
        }

        private boolean leave() {
            boolean first = !over;
            over = true;
            timer.cancel(false);
            return first;
        }
    }
}
