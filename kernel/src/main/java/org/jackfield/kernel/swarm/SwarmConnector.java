package org.jackfield.kernel.swarm;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.jackfield.kernel.dial.AttemptFailed;
import org.jackfield.kernel.dial.Connector;
import org.jackfield.kernel.dial.DialObserver;
import org.jackfield.kernel.dial.DialTarget;
import org.jackfield.kernel.limits.ManagedConnection;
import org.jackfield.kernel.limits.ResourceManager;
import org.jackfield.spi.Connection.Direction;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.DialFailed.Stage;
import org.jackfield.spi.ErrorCode;
import org.jackfield.spi.Gater;
import org.jackfield.spi.HandshakeFailed;
import org.jackfield.spi.datapath.ChannelPreamble;
import org.jackfield.spi.datapath.Link;
import org.jackfield.spi.datapath.Role;
import org.jackfield.spi.datapath.Transport;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerId;

/** Dials one address by its transport, and upgrades the link. Thread-safe. */
final class SwarmConnector implements Connector<SwarmConnection> {
    private static final Logger LOG = LoggerFactory.getLogger(SwarmConnector.class);

    private final Stack stack;
    private final PeerId self;
    private final InstantSource clock;
    private final Duration upgradeTimeout;
    private final Gates gates;
    private final ResourceManager resources;
    private final SwarmMetrics metrics;
    private final Home home;

    SwarmConnector(Stack stack, PeerId self, Duration upgradeTimeout, Guards guards, Home home) {
        this.stack = stack;
        this.self = self;
        this.clock = guards.clock();
        this.upgradeTimeout = upgradeTimeout;
        this.gates = guards.gates();
        this.resources = guards.resources();
        this.metrics = guards.metrics();
        this.home = home;
    }

    /** What every dial passes. */
    record Guards(Gates gates, ResourceManager resources, SwarmMetrics metrics, InstantSource clock) {}

    /** Where connections go. */
    interface Home {
        /** Lists the bound addresses. */
        List<Multiaddr> listening();

        /** Finds an open connection. */
        Optional<SwarmConnection> open(PeerId peer);

        /** Gives who hears of a connection. */
        SwarmConnection.Observer observer(PeerId peer);

        /** Takes a connection in. */
        void admit(SwarmConnection connection) throws IOException;
    }

    @Override
    public Optional<SwarmConnection> open(PeerId peer) {
        return home.open(peer);
    }

    @Override
    public boolean supports(Multiaddr address) {
        return stack.transport(address).isPresent();
    }

    @Override
    public List<Multiaddr> listening() {
        return home.listening();
    }

    @Override
    public SwarmConnection connect(DialTarget target, Deadline deadline, DialObserver observer) throws IOException {
        Multiaddr address = target.address();
        Transport transport = stack.transport(address).orElseThrow(() -> new IOException("no transport in stack.transports dials it"));
        gates.check(Gater.Stage.DIAL_ADDRESS, Direction.OUTBOUND, target.expected(), Optional.of(address));
        ManagedConnection scope = resources.dial(address);
        try {
            SwarmConnection connection = metrics.dialed(target.expected(), address,
                    () -> connect(transport, scope, target, deadline, observer));
            admit(connection);
            return connection;
        } catch (IOException | RuntimeException e) {
            scope.close();
            throw e;
        }
    }

    /**
     * Dials, and once more if both ends turned out to be the initiator of one link: dials from the ports listened on can cross although
     * nobody expected it.
     */
    private SwarmConnection connect(Transport transport, ManagedConnection scope, DialTarget target, Deadline deadline,
            DialObserver observer) throws IOException {
        try {
            return attempt(transport, scope, target, deadline, observer);
        } catch (Crossed e) {
            LOG.debug("the link to {} from a port listened on ended before its handshake did, dialing once more: {}", target.address(),
                    e.getMessage());
            return attempt(transport, scope, new DialTarget(target.expected(), target.address(), true), deadline, observer);
        }
    }

    private SwarmConnection attempt(Transport transport, ManagedConnection scope, DialTarget target, Deadline deadline,
            DialObserver observer) throws IOException {
        Multiaddr address = target.address();
        long start = System.nanoTime();
        Link link = transport.dial(address, deadline);
        observer.passed(address, Stage.CONNECT, Duration.ofNanos(System.nanoTime() - start));
        SwarmConnection connection = switch (link) {
            case Link.Raw raw -> upgrade(raw, new Admission(gates, scope, Direction.OUTBOUND, address), target, deadline, observer);
            case Link.Muxed muxed -> throw new IOException("links that are muxed by themselves are not served yet: " + muxed.remote());
        };
        return connection;
    }

    @Override
    public void discard(SwarmConnection connection, String reason) {
        connection.close(ErrorCode.SUPPLANTED, reason);
    }

    private SwarmConnection upgrade(Link.Raw raw, Admission admission, DialTarget target, Deadline deadline, DialObserver observer)
            throws AttemptFailed, Crossed {
        boolean fromListener = isFromListener(raw);
        ChannelPreamble preamble = new ChannelPreamble(raw.channel());
        raw.channel().pipeline().addLast(preamble);
        Deadline bound = Deadline.after(upgradeTimeout).earlier(deadline);
        UpgradeTimes times = new UpgradeTimes((stage, took) -> observer.passed(target.address(), stage, took));
        Upgrade upgrade = new Upgrade(new Upgrade.Terms(stack, self, clock, admission), raw, Role.INITIATOR, preamble, times);
        try {
            Upgrade fitting = target.simultaneous() && fromListener ? upgrade.crossing() : upgrade;
            return metrics.upgraded(raw, Direction.OUTBOUND, times, () -> fitting.run(target.expected(), bound, home::observer));
        } catch (UpgradeFailed e) {
            AttemptFailed failed = new AttemptFailed(e.stage(), e.getCause() == null ? e : e.getCause());
            if (fromListener && mayHaveCrossed(target, e) && !bound.hasPassed()) {
                throw new Crossed(failed);
            }
            throw failed;
        }
    }

    /** The end that notices first closes the link, and the other then sees no more than that. */
    private static boolean mayHaveCrossed(DialTarget target, UpgradeFailed failure) {
        boolean early = failure.stage() == Stage.SECURITY_NEGOTIATION || failure.stage() == Stage.HANDSHAKE;
        boolean known = failure.peer().isPresent() || failure.getCause() instanceof HandshakeFailed answer && answer.actual().isPresent();
        return early && !known && !target.simultaneous() && target.expected().isPresent();
    }

    /** The link ended before the peer had proved who it is, and the peer may have taken itself for the initiator too. */
    private static final class Crossed extends IOException {
        private static final long serialVersionUID = 1L;

        Crossed(AttemptFailed cause) {
            super(cause.getMessage(), cause);
        }
    }

    /** Only from a port that is listened on can a dial of the peer meet ours: to another port it does not dial. */
    private boolean isFromListener(Link.Raw raw) {
        return home.listening().stream()
                .anyMatch(own -> own.equals(raw.local()) || own.isUnspecified() && behindIp(own).equals(behindIp(raw.local())));
    }

    private static List<Multiaddr.Part> behindIp(Multiaddr address) {
        return address.parts().subList(1, address.parts().size());
    }

    private void admit(SwarmConnection connection) throws AttemptFailed {
        try {
            home.admit(connection);
        } catch (IOException e) {
            throw new AttemptFailed(Stage.ADMISSION, e);
        }
    }
}
