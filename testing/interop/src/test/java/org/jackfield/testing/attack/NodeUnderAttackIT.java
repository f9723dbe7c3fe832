package org.jackfield.testing.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.jackfield.kernel.config.LimitsConfig;
import org.jackfield.kernel.config.ScopeLimits;
import org.jackfield.kernel.swarm.SwarmConfig;
import org.jackfield.spi.DialFailed.Stage;
import org.jackfield.spi.ErrorCode;
import org.jackfield.spi.Events;

/**
 * A whole node under the floods that brought other implementations down (the advisories stand at each test): what was refused is counted and
 * has its reason, everything it held is given back, and an honest peer gets its answers all the while.
 */
final class NodeUnderAttackIT {
    private static final String YAMUX = "/yamux/1.0.0";
    private static final Duration UPGRADE = Duration.ofSeconds(3);
    private static final int SOCKETS = 5000;
    /** What an honest peer may have to wait while others hold every place. */
    private static final Duration WAIT = Duration.ofSeconds(2);

    private Victim victim;
    private Attacker attacker;

    @BeforeEach
    void start() throws IOException {
        start("yamux", Victim.bounds(UPGRADE, manyConnectionsPerPeer()));
    }

    /** Ten attackers stand for a thousand peers. */
    private static LimitsConfig manyConnectionsPerPeer() {
        Optional<Integer> many = Optional.of(200);
        return peer(new ScopeLimits(many, many, many, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
    }

    private static LimitsConfig peer(ScopeLimits peer) {
        LimitsConfig usual = LimitsConfig.defaults();
        return new LimitsConfig(usual.system(), usual.pending(), usual.allowed(), peer, usual.peers(), usual.protocol(), usual.protocols(),
                usual.protocolPerPeer(), usual.connection(), usual.stream(), usual.ip4(), usual.ip4Block(), usual.ip6(), usual.ip6Block(),
                usual.allow());
    }

    private void start(String muxer, SwarmConfig bounds) throws IOException {
        victim = Victim.start("/ip4/127.0.0.1/tcp/0", "noise", muxer, bounds);
        attacker = Attacker.start();
    }

    @AfterEach
    void stop() {
        attacker.close();
        victim.close();
    }

    /** attacknets 8 and 9, jvm-libp2p 194: sockets that send junk, or nothing, hold what the node reserved for them. */
    @ParameterizedTest
    @ValueSource(ints = {0, 64 * 1024})
    void closesSocketsThatNeverBecomeConnections(int junk) throws IOException {
        byte[] data = new byte[junk];
        Arrays.fill(data, (byte) 0xff);
        try (Crowd crowd = new Crowd().join(SOCKETS, victim.socket(), data)) {
            victim.answersAnHonestPeer(WAIT);
            Victim.until("the node closes every socket", crowd::isClosed);
            answersAnHonestPeer();
        }
        Victim.until("each refusal is counted", () -> victim.refusals() == SOCKETS);
        assertThat(victim.refusalsByStage().keySet()).isSubsetOf("security-negotiation", "admission");
        if (junk > 0) {
            assertThat(victim.reasons(Stage.SECURITY_NEGOTIATION)).isNotEmpty().noneMatch(reason -> reason.contains("upgrade-timeout"));
        } else {
            assertThat(victim.reasons(Stage.SECURITY_NEGOTIATION)).anyMatch(reason -> reason.contains("host.upgrade-timeout"))
                    .anyMatch(reason -> reason.contains("limits.pending"))
                    .allMatch(reason -> reason.contains("host.upgrade-timeout") || reason.contains("limits.pending"));
        }
    }

    /** Netty's epoll once spun on connections that are cut while half closed. */
    @Test
    void survivesSocketsThatAreCutWhileHalfClosed() throws IOException {
        for (int number = 0; number < 2 * SOCKETS; number++) {
            try (Socket socket = new Socket(victim.socket().getAddress(), victim.socket().getPort())) {
                socket.shutdownOutput();
                socket.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
        }
        Victim.until("each is counted", () -> victim.refusals() == 2 * SOCKETS);
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
        Victim.until("all are connected", () -> victim.node.node.host().connections().size() == 1000);
        answersAnHonestPeer();
        wires.forEach(Wire::close);
        Victim.until("nothing of them is left", () -> victim.node.node.host().connections().isEmpty());
        peers.forEach(Attacker::close);
    }

    /** CVE-2022-23492 by one peer that keeps to what a connection may: what is beyond the peer's own limit is refused, and counted. */
    @Test
    void countsTheStreamsThatAPeerIsRefused() throws IOException {
        stop();
        start("yamux", Victim.bounds(UPGRADE, streamsPerPeer(50)));
        List<Wire> wires = new ArrayList<>();
        for (int connection = 0; connection < 4; connection++) {
            Wire wire = attacker.connect(victim.address(), YAMUX);
            flood(wire, 25, Frames::opened);
            wires.add(wire);
        }
        Victim.until("each stream beyond the limit is counted",
                () -> victim.counted("jackfield_limit_refusals_total").getOrDefault("limits.peer.inbound-streams", 0L) == 50);
        assertThat(wires).allMatch(Wire::isOpen);
        answersAnHonestPeer();
        wires.forEach(Wire::close);
        Victim.until("nothing of them is left", () -> victim.node.node.host().connections().isEmpty());
    }

    private static LimitsConfig streamsPerPeer(int streams) {
        return peer(new ScopeLimits(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(streams),
                Optional.empty(), Optional.empty()));
    }

    /** A peer that makes the node answer, or keep, and reads nothing. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("floods")
    void endsAPeerThatAsksForEverAndReadsNothing(String asked, int count, IntFunction<byte[]> frame) throws Exception {
        Wire wire = attacker.connect(victim.address(), YAMUX);
        wire.listening(false);
        flood(wire, count, frame);
        endedFor(ErrorCode.RATE_LIMITED, wire);
        Victim.until("its streams are gone", () -> victim.node.node.host().connections().isEmpty());
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
        victim.answersAnHonestPeer(Victim.PATIENCE);
    }

    private void endedFor(ErrorCode code, Wire wire) throws InterruptedException {
        Victim.until("the node tells why it ended the connection", () -> victim.seen(Events.Disconnected.class)
                .anyMatch(ended -> !ended.remote() && ended.code().equals(code)));
        wire.listening(true);
        assertThat(wire.awaitClosed(Victim.PATIENCE.toSeconds())).as("closed by the node").isTrue();
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
}
