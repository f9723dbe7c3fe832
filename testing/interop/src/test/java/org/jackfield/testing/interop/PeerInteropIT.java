package org.jackfield.testing.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jackfield.testing.interop.TestNode.ECHO;
import static org.jackfield.testing.interop.TestNode.HALF_CLOSE;
import static org.jackfield.testing.interop.TestNode.RESET;
import static org.jackfield.testing.interop.TestNode.WATCH;

import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.jackfield.crypto.SoftwareIdentity;
import org.jackfield.kernel.dial.DialOptions;
import org.jackfield.kernel.swarm.SwarmConfig;
import org.jackfield.spi.Connection;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.DialFailed;
import org.jackfield.spi.DialFailed.Stage;
import org.jackfield.spi.ErrorCode;
import org.jackfield.spi.PeerFacts;
import org.jackfield.spi.PeerStream;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.StreamReset;
import org.jackfield.spi.peer.KeyType;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerAddress;
import org.jackfield.spi.peer.PeerId;

/**
 * Our node and another implementation, each dialing the other, over every transport, security protocol, muxer and kind of identity; not each
 * with each, because they are independent of one another.
 */
@ParameterizedClass
@MethodSource("combinations")
final class PeerInteropIT {
    private static final ProtocolId PING = new ProtocolId("/ipfs/ping/1.0.0");
    private static final ProtocolId PERF = new ProtocolId("/perf/1.0.0");
    private static final long PERF_BYTES = 64L << 20;

    private static PeerProcess peer;
    private static TestNode ours;

    @Parameter(0) String implementation;
    @Parameter(1) Multiaddr listen;
    /** Of both nodes; joined by a plus, in the order of preference. */
    @Parameter(2) String security;
    @Parameter(3) String muxer;
    @Parameter(4) KeyType key;

    static Stream<Arguments> combinations() {
        return Stream.of("go", "js").flatMap(implementation -> Stream.of(
                combinations(implementation, "/tcp/0", List.of("noise"), List.of("yamux", "mplex"), KeyType.ED25519, KeyType.SECP256K1),
                combinations(implementation, "/tcp/0", List.of("tls"), List.of("yamux"), KeyType.ED25519, KeyType.SECP256K1),
                combinations(implementation, "/tcp/0", List.of("tls"), List.of("mplex"), KeyType.ED25519),
                combinations(implementation, "/tcp/0", List.of("tls+noise"), List.of("yamux"), KeyType.ED25519),
                combinations(implementation, "/tcp/0/ws", List.of("noise", "tls"), List.of("yamux"), KeyType.ED25519),
                combinations(implementation, "/tcp/0/tls/ws", List.of("noise", "tls"), List.of("yamux"), KeyType.ED25519))
                .flatMap(each -> each));
    }

    private static Stream<Arguments> combinations(String implementation, String transport, List<String> securities, List<String> muxers,
            KeyType... keys) {
        return securities.stream().flatMap(security -> muxers.stream().flatMap(muxer -> Stream.of(keys)
                .map(key -> Arguments.of(implementation, Multiaddr.parse("/ip4/127.0.0.1" + transport), security, muxer, key))));
    }

    @BeforeParameterizedClassInvocation
    static void startBoth(String implementation, Multiaddr listen, String security, String muxer, KeyType key) {
        peer = PeerProcess.start(implementation, listen, security, muxer, key == KeyType.ED25519 ? "ed25519" : "secp256k1");
        ours = TestNode.startAt(listen, security, muxer, key, SwarmConfig.DEFAULTS);
    }

    @AfterParameterizedClassInvocation
    static void stopBoth() {
        if (ours != null) {
            ours.close();
            ours = null;
        }
        if (peer != null) {
            peer.close();
            peer = null;
        }
    }

    @Test
    void agreesOnTheMuxerUnderTest() throws IOException {
        Connection connection = connect();
        assertThat(connection.info().muxer().value()).startsWith("/" + muxer + "/");
        assertThat(connection.info().security().value()).startsWith("/" + security.split("\\+")[0]);
        assertThat(connection.remotePeer()).isEqualTo(peer.id());
    }

    @Test
    void pingsThePeer() throws IOException {
        byte[] ball = new byte[32];
        new Random(1).nextBytes(ball);
        try (PeerStream stream = open(PING)) {
            for (int round = 0; round < 3; round++) {
                stream.out().write(ball);
                assertThat(stream.in().readNBytes(32)).isEqualTo(ball);
            }
            stream.closeWrite();
        }
    }

    @Test
    void isPinged() {
        assertThat(((Number) peer.ask("ping", "addr", ours.address()).get("rttMillis")).doubleValue()).isBetween(0.0, 10_000.0);
    }

    @Test
    void identifiesThePeer() throws Exception {
        connect();
        PeerFacts facts = awaitFacts();
        assertThat(facts.protocols()).contains(ECHO, PERF, PING);
        assertThat(facts.agent()).isNotEmpty();
        assertThat(facts.listenAddresses()).contains(peer.address().withoutPeer());
        assertThat(facts.observedAddress()).isPresent();
        assertThat(facts.signedRecord()).isPresent();
    }

    @Test
    void isIdentified() {
        Map<String, Object> learned = peer.ask("identify", "addr", ours.address());
        assertThat((List<?>) learned.get("protocols")).map(Object::toString).contains(ECHO.value(), PERF.value(), PING.value(),
                "/ipfs/id/1.0.0");
        assertThat(learned.get("agentVersion").toString()).startsWith("jackfield");
        assertThat(learned.get("protocolVersion")).isEqualTo("ipfs/0.1.0");
        assertThat(learned.get("signedRecord")).isEqualTo(true);
        assertThat((List<?>) learned.get("listenAddrs")).map(Object::toString)
                .anyMatch(address -> address.startsWith(ours.address().withoutPeer().toString()));
    }

    @Test
    void sendsAndFetchesManyBytes() throws IOException {
        byte[] chunk = new byte[65_536];
        try (PeerStream stream = open(PERF)) {
            new DataOutputStream(stream.out()).writeLong(PERF_BYTES);
            // js-libp2p wants the count as a chunk of its own.
            stream.out().flush();
            for (long left = PERF_BYTES; left > 0; left -= chunk.length) {
                stream.out().write(chunk);
            }
            stream.closeWrite();
            long got = 0;
            int count;
            while ((count = stream.in().read(chunk)) >= 0) {
                got += count;
            }
            assertThat(got).isEqualTo(PERF_BYTES);
        }
    }

    @Test
    void takesAndGivesManyBytes() {
        Map<String, Object> measured = peer.ask("perf", "addr", ours.address(), "uploadBytes", PERF_BYTES, "downloadBytes", PERF_BYTES);
        assertThat(((Number) measured.get("millis")).doubleValue()).isPositive();
    }

    @Test
    void opensAHundredStreamsAtOnce() throws Exception {
        connect();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int seed = 0; seed < 100; seed++) {
                int number = seed;
                running.add(threads.submit(() -> echo(number)));
            }
            for (Future<?> each : running) {
                each.get(60, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void servesAHundredStreamsAtOnce() {
        assertThat(((Number) peer.ask("streams", "addr", ours.address(), "count", 100, "bytes", 100_000).get("count")).intValue())
                .isEqualTo(100);
    }

    /** A few times only: who connects more often than identify's burst is identified no more. */
    @Test
    void isAnsweredThoughTheFirstRequestIsShortAndComplete() throws Exception {
        for (int round = 0; round < 4; round++) {
            try (Connection _ = connect()) {
                readsOnAfterHalfClose();
            }
        }
        awaitPeerHasNoConnection();
    }

    @Test
    void readsOnAfterHalfClose() throws IOException {
        try (PeerStream stream = open(HALF_CLOSE)) {
            stream.out().write("hello".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            stream.closeWrite();
            byte[] answer = stream.in().readAllBytes();
            assertThat(answer).hasSize(TestNode.HALF_CLOSE_BYTES);
            for (int at = 0; at < answer.length; at++) {
                if (answer[at] != (byte) at) {
                    throw new AssertionError("byte " + at + " is " + answer[at]);
                }
            }
        }
    }

    @Test
    void writesOnAfterThePeersHalfClose() {
        assertThat(((Number) peer.ask("halfclose", "addr", ours.address()).get("bytes")).intValue()).isEqualTo(TestNode.HALF_CLOSE_BYTES);
    }

    @Test
    void seesThePeersReset() throws IOException {
        try (PeerStream stream = open(RESET)) {
            stream.out().write(new byte[4]);
            stream.out().flush();
            assertThatThrownBy(() -> stream.in().read()).isInstanceOfSatisfying(StreamReset.class,
                    reset -> assertThat(reset.remote()).isTrue());
        }
    }

    @Test
    void resetsAsListener() {
        assertThat(peer.ask("reset", "addr", ours.address()).get("reset")).isEqualTo(true);
    }

    @Test
    void resetsAsDialer() throws IOException {
        int before = ((Number) peer.ask("watched").get("resets")).intValue();
        PeerStream stream = open(WATCH);
        stream.out().write(new byte[4]);
        stream.out().flush();
        // The peer counts streams that reached its handler: a round trip behind the bytes lets them.
        pingsThePeer();
        stream.reset(ErrorCode.NONE);
        Map<String, Object> watched = peer.ask("watched", "atLeast", before + 1, "timeoutMillis", 20_000);
        assertThat(((Number) watched.get("resets")).intValue()).isGreaterThan(before);
    }

    @Test
    void seesTheDialersReset() throws InterruptedException {
        peer.ask("resetdialer", "addr", ours.address());
        assertThat(ours.resets.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void refusesAnotherIdentityThanExpected() {
        PeerId stranger = SoftwareIdentity.generate(KeyType.ED25519, new java.security.SecureRandom()).id();
        PeerAddress wrong = new PeerAddress(stranger, List.of(peer.address().withoutPeer()));
        assertThatThrownBy(() -> ours.node.host().connect(wrong, soon())).isInstanceOfSatisfying(DialFailed.class,
                failed -> assertThat(failed.attempts()).singleElement()
                        .satisfies(attempt -> assertThat(attempt.stage()).isEqualTo(Stage.HANDSHAKE)));
        assertThat(ours.node.host().connectionTo(stranger)).isEmpty();
    }

    @Test
    void connectsAlthoughThePeerSettlesNoSimultaneousOpen() throws IOException {
        try (TestNode fresh = TestNode.startAt(listen, security, muxer, key, SwarmConfig.DEFAULTS)) {
            PeerAddress there = new PeerAddress(peer.id(), List.of(peer.address().withoutPeer()));
            Connection connection = fresh.node.connect(there, new DialOptions(true, "a test"), soon());
            assertThat(connection.info().localAddress()).as("from the port listened on, where a dial of the peer could meet it")
                    .isEqualTo(fresh.address().withoutPeer());
            try (PeerStream stream = connection.open(PING, soon())) {
                stream.deadline(soon());
                stream.out().write(new byte[32]);
                assertThat(stream.in().readNBytes(32)).isEqualTo(new byte[32]);
                stream.closeWrite();
            }
        }
    }

    @Test
    void isRefusedWhenAnotherIdentityIsExpected() {
        PeerId stranger = SoftwareIdentity.generate(KeyType.ED25519, new java.security.SecureRandom()).id();
        Map<String, Object> refused = peer.ask("dialwrong", "addr", ours.address().withoutPeer().withPeer(stranger));
        assertThat(refused.get("error").toString()).isNotEmpty();
    }

    private void echo(int seed) {
        byte[] sent = new byte[100_000];
        new Random(seed).nextBytes(sent);
        try (PeerStream stream = open(ECHO)) {
            Thread writer = Thread.ofVirtual().start(() -> {
                try {
                    stream.out().write(sent);
                    stream.closeWrite();
                } catch (IOException e) {
                    stream.reset(ErrorCode.NONE);
                }
            });
            byte[] received = stream.in().readAllBytes();
            writer.join();
            assertThat(received).isEqualTo(sent);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("stream " + seed, e);
        }
    }

    private Connection connect() throws IOException {
        return ours.node.host().connect(new PeerAddress(peer.id(), List.of(peer.address().withoutPeer())), soon());
    }

    private PeerStream open(ProtocolId protocol) throws IOException {
        connect();
        PeerStream stream = ours.node.host().open(peer.id(), protocol, soon());
        stream.deadline(Deadline.after(Duration.ofSeconds(60)));
        return stream;
    }

    private PeerFacts awaitFacts() throws InterruptedException {
        Deadline deadline = soon();
        while (!deadline.hasPassed()) {
            Optional<PeerFacts> facts = ours.node.host().peers().facts(peer.id());
            if (facts.isPresent()) {
                return facts.get();
            }
            Thread.sleep(5);
        }
        throw new AssertionError("identify told nothing in time");
    }

    /** A peer that has not seen the end yet would open its next stream on a connection that is closed. */
    private static void awaitPeerHasNoConnection() throws InterruptedException {
        Deadline deadline = soon();
        while (!((List<?>) peer.ask("connections").get("connections")).isEmpty()) {
            assertThat(deadline.hasPassed()).as("the peer saw the end in time").isFalse();
            Thread.sleep(5);
        }
    }

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(20));
    }
}
