package org.jackfield.testing.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.jackfield.kernel.config.ConnectionsConfig;
import org.jackfield.kernel.config.DialConfig;
import org.jackfield.kernel.config.LimitsConfig;
import org.jackfield.kernel.config.ScopeLimits;
import org.jackfield.kernel.dial.DialObserver;
import org.jackfield.kernel.swarm.SwarmConfig;
import org.jackfield.proto.ping.PingClient;
import org.jackfield.spi.Connection;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.DialFailed.Stage;
import org.jackfield.spi.ErrorCode;
import org.jackfield.spi.Events;
import org.jackfield.spi.PeerStream;
import org.jackfield.spi.metrics.MetricFamily;
import org.jackfield.spi.peer.KeyType;
import org.jackfield.testing.interop.TestNode;

/**
 * A whole node under the floods that brought other implementations down (the advisories stand at each test): what was refused is counted and
 * has its reason, everything it held is given back, and an honest peer gets its answers all the while.
 */
final class NodeUnderAttackIT {
    private static final String YAMUX = "/yamux/1.0.0";
    private static final Duration UPGRADE = Duration.ofSeconds(3);
    private static final int SOCKETS = 5000;
    private static final int LIMIT = 60;

    private final Queue<Events.Event> seen = new ConcurrentLinkedQueue<>();
    private TestNode victim;
    private TestNode honest;
    private Attacker attacker;

    @BeforeEach
    void start() throws IOException {
        SwarmConfig bounds = new SwarmConfig(DialConfig.defaults(), UPGRADE, Duration.ofSeconds(10), manyConnectionsPerPeer(),
                ConnectionsConfig.defaults());
        start("yamux", bounds);
    }

    /** Ten attackers stand for a thousand peers. */
    private static LimitsConfig manyConnectionsPerPeer() {
        LimitsConfig usual = LimitsConfig.defaults();
        Optional<Integer> many = Optional.of(200);
        ScopeLimits peer = new ScopeLimits(many, many, many, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        return new LimitsConfig(usual.system(), usual.pending(), usual.allowed(), peer, usual.peers(), usual.protocol(), usual.protocols(),
                usual.protocolPerPeer(), usual.connection(), usual.stream(), usual.ip4(), usual.ip4Block(), usual.ip6(), usual.ip6Block(),
                usual.allow());
    }

    private void start(String muxer, SwarmConfig bounds) throws IOException {
        victim = TestNode.start(muxer, KeyType.ED25519, bounds);
        victim.node.host().events().subscribe(seen::add);
        honest = TestNode.start(muxer, KeyType.ED25519);
        attacker = Attacker.start();
    }

    @AfterEach
    void stop() {
        attacker.close();
        honest.close();
        victim.close();
    }

    /** attacknets 8 and 9, jvm-libp2p 194: sockets that send junk, or nothing, hold what the node reserved for them. */
    @ParameterizedTest
    @ValueSource(ints = {0, 64 * 1024})
    void closesSocketsThatNeverBecomeConnections(int junk) throws IOException {
        byte[] data = new byte[junk];
        Arrays.fill(data, (byte) 0xff);
        List<SocketChannel> sockets = new ArrayList<>();
        try {
            for (int number = 0; number < SOCKETS; number++) {
                SocketChannel socket = SocketChannel.open(target());
                socket.configureBlocking(false);
                sockets.add(socket);
                write(socket, data);
            }
            until("the node closes every socket", () -> sockets.stream().allMatch(NodeUnderAttackIT::isClosed));
            answersAnHonestPeer();
        } finally {
            for (SocketChannel socket : sockets) {
                socket.close();
            }
        }
        until("each refusal is counted", () -> refusals() == SOCKETS);
        assertThat(refusalsByStage().keySet()).isSubsetOf("security-negotiation", "admission");
        if (junk > 0) {
            assertThat(reasons(Stage.SECURITY_NEGOTIATION)).isNotEmpty().noneMatch(reason -> reason.contains("upgrade-timeout"));
        } else {
            assertThat(reasons(Stage.SECURITY_NEGOTIATION)).isNotEmpty().allMatch(reason -> reason.contains("host.upgrade-timeout"));
            assertThat(reasons(Stage.ADMISSION)).isNotEmpty().allMatch(reason -> reason.contains("limits.pending"));
        }
    }

    /** Netty's epoll once spun on connections that are cut while half closed. */
    @Test
    void survivesSocketsThatAreCutWhileHalfClosed() throws IOException {
        for (int number = 0; number < 2 * SOCKETS; number++) {
            try (Socket socket = new Socket(target().getAddress(), target().getPort())) {
                socket.shutdownOutput();
                socket.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
        }
        until("each is counted", () -> refusals() == 2 * SOCKETS);
        answersAnHonestPeer();
    }

    /** CVE-2022-23492 by many peers: each keeps to every limit of a connection. */
    @Test
    void carriesAThousandPeersWithAStreamEach() throws IOException, InterruptedException {
        List<Attacker> peers = new ArrayList<>();
        List<Wire> wires = new ArrayList<>();
        for (int number = 0; number < 10; number++) {
            peers.add(Attacker.start());
        }
        for (int number = 0; number < 1000; number++) {
            Wire wire = peers.get(number % peers.size()).connect(victim.address(), YAMUX);
            wire.send(Frames.opened(0));
            wires.add(wire);
        }
        until("all are connected", () -> victim.node.host().connections().size() == 1000);
        answersAnHonestPeer();
        wires.forEach(Wire::close);
        until("nothing of them is left", () -> victim.node.host().connections().isEmpty());
        peers.forEach(Attacker::close);
    }

    /** A peer that makes the node answer, or keep, and reads nothing. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("floods")
    void endsAPeerThatAsksForEverAndReadsNothing(String asked, int count, IntFunction<byte[]> frame) throws Exception {
        Wire wire = attacker.connect(victim.address(), YAMUX);
        wire.listening(false);
        flood(wire, count, frame);
        endedFor(ErrorCode.RATE_LIMITED, wire);
        until("its streams are gone", () -> victim.node.host().connections().isEmpty());
        answersAnHonestPeer();
    }

    static Stream<Arguments> floods() {
        return Stream.of(flood("streams: CVE-2022-23492, CVE-2022-23487, CVE-2022-23486", 100_000, Frames::opened),
                flood("answers to pings: CVE-2024-32984, CVE-2019-9512", 1_000_000, Frames::ping),
                flood("what a protocol answers: CVE-2024-32984", 100_000, Frames::identify));
    }

    private static Arguments flood(String asked, int count, IntFunction<byte[]> frame) {
        return Arguments.of(asked, count, frame);
    }

    /** CVE-2023-44487: a stream that is opened and cut costs the acceptor more than the opener. */
    @ParameterizedTest
    @ValueSource(strings = {YAMUX, "/mplex/6.7.0"})
    void endsAPeerThatOpensAndResetsForEver(String muxer) throws IOException, InterruptedException {
        if (!muxer.equals(YAMUX)) {
            stop();
            start("mplex", SwarmConfig.DEFAULTS);
        }
        Wire wire = attacker.connect(victim.address(), muxer);
        flood(wire, 50_000, number -> Frames.openedAndReset(muxer, number));
        endedFor(ErrorCode.RATE_LIMITED, wire);
        answersAnHonestPeer();
    }

    private void answersAnHonestPeer() throws IOException {
        Deadline deadline = Deadline.after(Duration.ofSeconds(LIMIT));
        Connection connection = honest.node.dial(victim.address(), deadline, DialObserver.NONE);
        try (connection; PeerStream stream = connection.open(PingClient.ID, deadline)) {
            stream.deadline(deadline);
            assertThat(PingClient.once(stream)).isPositive();
            stream.closeWrite();
        }
    }

    private void endedFor(ErrorCode code, Wire wire) throws InterruptedException {
        until("the node tells why it ended the connection", () -> seen.stream()
                .anyMatch(event -> event instanceof Events.Disconnected ended && !ended.remote() && ended.code().equals(code)));
        wire.listening(true);
        assertThat(wire.awaitClosed(LIMIT)).as("closed by the node").isTrue();
    }

    private long refusals() {
        return refusalsByStage().values().stream().mapToLong(Long::longValue).sum();
    }

    private Map<String, Long> refusalsByStage() {
        return victim.node.metrics().stream().filter(family -> family.metric().name().equals("jackfield_inbound_refusals_total"))
                .flatMap(family -> family.samples().stream()).map(MetricFamily.Value.class::cast).filter(sample -> sample.value() > 0)
                .collect(Collectors.toMap(sample -> sample.labels().getFirst(), sample -> (long) sample.value()));
    }

    private List<String> reasons(Stage stage) {
        return seen.stream().filter(event -> event instanceof Events.Refused refused && refused.stage() == stage)
                .map(event -> ((Events.Refused) event).reason()).toList();
    }

    private InetSocketAddress target() {
        return victim.address().socketAddress().orElseThrow();
    }

    private static void flood(Wire wire, int count, IntFunction<byte[]> frame) {
        ByteArrayOutputStream batch = new ByteArrayOutputStream();
        for (int number = 0; number < count && wire.isOpen(); number++) {
            batch.writeBytes(frame.apply(number));
            if (batch.size() > 32_000 || number == count - 1) {
                wire.send(batch.toByteArray());
                batch.reset();
            }
        }
    }

    private static void write(SocketChannel socket, byte[] data) {
        try {
            socket.write(ByteBuffer.wrap(data));
        } catch (IOException _) {
            // the node was faster
        }
    }

    private static boolean isClosed(SocketChannel socket) {
        try {
            return socket.read(ByteBuffer.allocate(64)) < 0;
        } catch (IOException _) {
            return true;
        }
    }

    private static void until(String what, BooleanSupplier reached) {
        Deadline deadline = Deadline.after(Duration.ofSeconds(LIMIT));
        while (!reached.getAsBoolean()) {
            assertThat(deadline.hasPassed()).as(what).isFalse();
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
