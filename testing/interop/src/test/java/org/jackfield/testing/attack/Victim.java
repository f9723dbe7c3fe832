package org.jackfield.testing.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jackfield.kernel.config.ConnectionsConfig;
import org.jackfield.kernel.config.DialConfig;
import org.jackfield.kernel.config.LimitsConfig;
import org.jackfield.kernel.dial.DialObserver;
import org.jackfield.kernel.host.Part;
import org.jackfield.kernel.swarm.SwarmConfig;
import org.jackfield.proto.ping.PingClient;
import org.jackfield.spi.Connection;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.DialFailed.Stage;
import org.jackfield.spi.Events;
import org.jackfield.spi.PeerStream;
import org.jackfield.spi.metrics.MetricFamily;
import org.jackfield.spi.peer.Identity;
import org.jackfield.spi.peer.KeyType;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.testing.interop.TestNode;

/** A node that is attacked, what it tells about it, and an honest peer that wants its answers all the while. */
final class Victim implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration NEGOTIATION = Duration.ofSeconds(10);

    final TestNode node;
    private final TestNode honest;
    private final Queue<Events.Event> seen = new ConcurrentLinkedQueue<>();

    private Victim(TestNode node, TestNode honest) {
        this.node = node;
        this.honest = honest;
        node.node.host().events().subscribe(seen::add);
    }

    static Victim start(String listen, String security, String muxer, SwarmConfig bounds, Part... more) {
        return new Victim(TestNode.startAt(Multiaddr.parse(listen), security, muxer, KeyType.ED25519, bounds, more),
                TestNode.startAt(Multiaddr.parse("/ip4/127.0.0.1/tcp/0"), security, muxer, KeyType.ED25519, SwarmConfig.DEFAULTS));
    }

    /** Starts one that is known by a name, listens in several places, and speaks Noise and Yamux. */
    static Victim start(Identity identity, List<Multiaddr> listen, SwarmConfig bounds) {
        return new Victim(TestNode.start(identity, listen, "noise", "yamux", bounds), TestNode.start("yamux", KeyType.ED25519));
    }

    /** Gives the defaults, but for the time that an upgrade may take, and limits. */
    static SwarmConfig bounds(Duration upgrade, LimitsConfig limits) {
        return new SwarmConfig(DialConfig.defaults(), upgrade, NEGOTIATION, limits, ConnectionsConfig.defaults());
    }

    Multiaddr address() {
        return node.address();
    }

    InetSocketAddress socket() {
        return address().socketAddress().orElseThrow();
    }

    /** Lets the honest peer dial and ping. */
    void answersAnHonestPeer(Duration within) throws IOException {
        Deadline deadline = Deadline.after(within);
        Connection connection = honest.node.dial(address(), deadline, DialObserver.NONE);
        try (connection; PeerStream stream = connection.open(PingClient.ID, deadline)) {
            stream.deadline(deadline);
            assertThat(PingClient.once(stream)).isPositive();
            stream.closeWrite();
        }
    }

    <E extends Events.Event> Stream<E> seen(Class<E> kind) {
        return seen.stream().filter(kind::isInstance).map(kind::cast);
    }

    /** Gives why links were refused at a stage. */
    List<String> reasons(Stage stage) {
        return seen(Events.Refused.class).filter(refused -> refused.stage() == stage).map(Events.Refused::reason).toList();
    }

    long refusals() {
        return refusalsByStage().values().stream().mapToLong(Long::longValue).sum();
    }

    Map<String, Long> refusalsByStage() {
        return counted("jackfield_inbound_refusals_total");
    }

    /** Gives what a metric with one label has counted, by that label; without what has not happened. */
    Map<String, Long> counted(String metric) {
        return node.node.metrics().stream().filter(family -> family.metric().name().equals(metric))
                .flatMap(family -> family.samples().stream()).map(MetricFamily.Value.class::cast).filter(sample -> sample.value() > 0)
                .collect(Collectors.toMap(sample -> sample.labels().getFirst(), sample -> (long) sample.value()));
    }

    static void until(String what, BooleanSupplier reached) {
        Deadline deadline = Deadline.after(PATIENCE);
        while (!reached.getAsBoolean()) {
            assertThat(deadline.hasPassed()).as(what).isFalse();
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    @Override
    public void close() {
        honest.close();
        node.close();
    }
}
