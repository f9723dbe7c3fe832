package org.jackfield.kernel.swarm;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

import io.netty.util.concurrent.Future;

import org.jackfield.spi.Connection;
import org.jackfield.spi.Connection.Direction;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.DeadlineExpired;
import org.jackfield.spi.DialFailed.Stage;
import org.jackfield.spi.HandshakeFailed;
import org.jackfield.spi.NegotiationFailed;
import org.jackfield.spi.NetworkException;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.datapath.ChannelPreamble;
import org.jackfield.spi.datapath.Handshake;
import org.jackfield.spi.datapath.Link;
import org.jackfield.spi.datapath.MuxedSession;
import org.jackfield.spi.datapath.Preamble;
import org.jackfield.spi.datapath.Role;
import org.jackfield.spi.datapath.SecureChannel;
import org.jackfield.spi.datapath.SecurityProtocol;
import org.jackfield.spi.datapath.StreamMuxer;
import org.jackfield.spi.peer.PeerId;

/**
 * Makes a connection of one raw link: negotiates and runs the security protocol, then the muxer. Straight-line code on a virtual thread,
 * under one deadline.
 */
final class Upgrade {
    private static final SecureRandom NONCES = new SecureRandom();

    private final Terms terms;
    private final Stack stack;
    private final Link.Raw link;
    private final Direction direction;

    private volatile ChannelPreamble preamble;
    private final BiConsumer<Stage, Duration> passed;
    private Role role;
    private boolean crossing;
    private Stage stage = Stage.SECURITY_NEGOTIATION;
    private long since = System.nanoTime();
    private Optional<PeerId> peer = Optional.empty();

    /**
     * @param preamble in the link's pipeline already, so that nothing that arrives is lost
     * @param passed   hears of each stage that is done, and how long it took
     */
    Upgrade(Terms terms, Link.Raw link, Role role, ChannelPreamble preamble, BiConsumer<Stage, Duration> passed) {
        this.terms = terms;
        this.stack = terms.stack();
        this.link = link;
        this.role = role;
        this.direction = role == Role.INITIATOR ? Direction.OUTBOUND : Direction.INBOUND;
        this.preamble = preamble;
        this.passed = passed;
    }

    /** The peer may have dialed too, and both dials be this one link: settles first who is the initiator. */
    Upgrade crossing() {
        crossing = true;
        return this;
    }

    /**
     * What an upgrade goes by.
     *
     * @param stack     the layers to choose from
     * @param self      this node, which nobody else can be
     * @param clock     wall-clock time
     * @param admission asked about the peer
     */
    record Terms(Stack stack, PeerId self, InstantSource clock, Admission admission) {}

    /**
     * Runs the upgrade; on failure the link is closed and everything freed.
     *
     * @param expected who the peer must be
     * @param observer makes the one who hears of the connection, once the peer is proved
     */
    SwarmConnection run(Optional<PeerId> expected, Deadline deadline, Function<PeerId, SwarmConnection.Observer> observer)
            throws UpgradeFailed {
        Future<?> timer = link.channel().eventLoop().schedule(this::expire, Math.max(0, deadline.remainingNanos()),
                java.util.concurrent.TimeUnit.NANOSECONDS);
        try {
            return upgrade(expected, observer);
        } catch (IOException | RuntimeException e) {
            preamble.discard();
            throw new UpgradeFailed(stage, peer, e);
        } finally {
            timer.cancel(false);
        }
    }

    private SwarmConnection upgrade(Optional<PeerId> expected, Function<PeerId, SwarmConnection.Observer> observer) throws IOException {
        Secured secured = secure(expected);
        SecureChannel channel = secured.channel();
        enter(Stage.MUXER_NEGOTIATION);
        if (channel.earlyMuxer().isPresent()) {
            StreamMuxer muxer = muxer(channel.earlyMuxer().get());
            Muxed muxed = mux(secured, muxer, observer);
            preamble.handOver(channel.codec(), muxed.session().handler());
            pass();
            return muxed.connection();
        }
        ChannelPreamble encrypted = new ChannelPreamble(link.channel());
        preamble.handOver(channel.codec(), encrypted);
        preamble = encrypted;
        StreamMuxer muxer = muxer(negotiate(encrypted, stack.muxerIds()));
        Muxed muxed = mux(secured, muxer, observer);
        encrypted.handOver(muxed.session().handler());
        pass();
        return muxed.connection();
    }

    private Secured secure(Optional<PeerId> expected) throws IOException {
        List<ProtocolId> offers = stack.securityIds();
        ProtocolId chosen;
        Preamble after = preamble;
        if (crossing) {
            SimultaneousOpen.Agreed agreed = SimultaneousOpen.settle(preamble, offers, NONCES.nextLong());
            role = agreed.role();
            chosen = agreed.protocol();
        } else if (role == Role.INITIATOR && offers.size() == 1) {
            chosen = offers.getFirst();
            after = new LazyProposal(preamble, chosen);
        } else {
            chosen = negotiate(preamble, offers);
        }
        SecurityProtocol security = stack.security(chosen);
        enter(Stage.HANDSHAKE);
        SecureChannel channel;
        try {
            channel = security.secure(after, new Handshake(role, expected, stack.muxerIds()));
        } catch (IOException e) {
            if (after instanceof LazyProposal proposal && !proposal.isConfirmed()) {
                stage = Stage.SECURITY_NEGOTIATION;
            }
            throw e;
        }
        peer = Optional.of(channel.peer());
        if (channel.peer().equals(terms.self())) {
            throw new HandshakeFailed("the peer has this node's own identity: a connection to itself, or a copied key", terms.self());
        }
        if (expected.isPresent() && !expected.get().equals(channel.peer())) {
            throw new HandshakeFailed("expected " + expected.get() + ", the peer is " + channel.peer(), channel.peer());
        }
        admit(() -> terms.admission().secured(channel.peer()));
        return new Secured(chosen, channel);
    }

    private void admit(Check check) throws NetworkException {
        try {
            check.run();
        } catch (NetworkException e) {
            stage = Stage.ADMISSION;
            throw e;
        }
    }

    private ProtocolId negotiate(Preamble on, List<ProtocolId> ours) throws IOException {
        return role == Role.INITIATOR ? Negotiator.propose(on, ours) : Negotiator.answer(on, ours);
    }

    private Muxed mux(Secured secured, StreamMuxer muxer, Function<PeerId, SwarmConnection.Observer> observer) throws NetworkException {
        admit(() -> terms.admission().upgraded(secured.channel().peer()));
        PeerId remote = secured.channel().peer();
        var info = new Connection.Info(remote, direction, link.local(), link.remote().withoutPeer(), secured.protocol(), muxer.id(),
                terms.clock().instant());
        SwarmConnection connection = new SwarmConnection(info, terms.clock(), terms.admission().scope(), observer.apply(remote));
        MuxedSession session = muxer.session(link.channel(), role, terms.admission().scope(), connection);
        connection.attach(session);
        return new Muxed(connection, session);
    }

    private StreamMuxer muxer(ProtocolId id) throws NegotiationFailed {
        return stack.muxer(id)
                .orElseThrow(() -> new NegotiationFailed("the handshake chose muxer " + id + ", which is not in stack.muxers"));
    }

    private void enter(Stage next) {
        pass();
        stage = next;
    }

    private void pass() {
        long now = System.nanoTime();
        passed.accept(stage, Duration.ofNanos(now - since));
        since = now;
    }

    private void expire() {
        preamble.abort(new DeadlineExpired("the upgrade took longer than host.upgrade-timeout allows"));
    }

    /** Asks whether the peer may go on. */
    @FunctionalInterface
    private interface Check {
        void run() throws NetworkException;
    }

    private record Secured(ProtocolId protocol, SecureChannel channel) {}

    private record Muxed(SwarmConnection connection, MuxedSession session) {}
}
