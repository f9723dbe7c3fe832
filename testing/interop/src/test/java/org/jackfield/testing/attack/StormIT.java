package org.jackfield.testing.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.jackfield.crypto.SoftwareIdentity;
import org.jackfield.kernel.config.LimitsConfig;
import org.jackfield.kernel.swarm.SwarmConfig;
import org.jackfield.proto.identify.IdentifyProvider;
import org.jackfield.spi.Connection;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.DialFailed.Stage;
import org.jackfield.spi.Events;
import org.jackfield.spi.PeerStream;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.peer.KeyType;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.testing.interop.TestNode;

/** Attacks S5 and S30: one peer, or one address, that does something allowed far too often takes nothing from the others. */
@Timeout(120)
final class StormIT {
    private static final ProtocolId PUSH = new ProtocolId("/ipfs/id/push/1.0.0");
    private static final int PUSHES = 1000;
    private static final int SOCKETS = 5000;
    private static final Duration UPGRADE = Duration.ofSeconds(5);
    /** What an honest peer may have to wait while others do that. */
    private static final Duration WAIT = Duration.ofSeconds(2);

    /** go-libp2p 3266: each push was taken in, whatever it cost to tell everybody. */
    @Test
    void takesInNoMorePushesOfAPeerThanItsRateAllows() throws IOException {
        try (Victim victim = Victim.start("/ip4/127.0.0.1/tcp/0", "noise", "yamux", SwarmConfig.DEFAULTS);
                TestNode storm = TestNode.start("yamux", KeyType.ED25519)) {
            long start = System.nanoTime();
            Connection connection = storm.node.connect(victim.address(), Deadline.after(Victim.PATIENCE));
            int cut = 0;
            for (int number = 0; number < PUSHES; number++) {
                cut += push(connection, "agent " + number) ? 0 : 1;
            }
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            var usual = new IdentifyProvider().defaults();
            long allowed = usual.burst() + took.dividedBy(usual.refill()) + 1;
            long taken = victim.seen(Events.PeerUpdated.class)
                    .filter(update -> update.facts().agent().startsWith("agent ")).count();
            assertThat(taken).isBetween(1L, allowed);
            assertThat(cut).as("pushes that were cut").isGreaterThanOrEqualTo((int) (PUSHES - allowed));
            victim.answersAnHonestPeer(WAIT);
        }
    }

    /**
     * go-libp2p 3283, attacknets 8: a storm of links from one address. Each is silent, so that those that came in keep their places until
     * the upgrade's deadline.
     */
    @ParameterizedTest
    @ValueSource(strings = {"", "/tls/ws"})
    void oneAddressGetsNoMoreThanItsShareOfThePlaces(String above) throws IOException {
        Optional<InetAddress> own = ownAddress();
        assumeTrue(own.isPresent(), "this machine has no address but loopback, which is not limited");
        List<Multiaddr> listen = List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/0" + above),
                Multiaddr.parse("/ip4/" + own.orElseThrow().getHostAddress() + "/tcp/0" + above));
        try (Victim victim = Victim.start(SoftwareIdentity.generate(KeyType.ED25519, new SecureRandom()), listen,
                Victim.bounds(UPGRADE, LimitsConfig.defaults())); Crowd crowd = new Crowd()) {
            InetSocketAddress attacked = victim.node.node.listening().getLast().socketAddress().orElseThrow();
            crowd.join(SOCKETS, attacked, new byte[0]);
            victim.answersAnHonestPeer(WAIT);
            assertThat(victim.reasons(Stage.CONNECT)).as("the honest peer came while they were there").isEmpty();
            assertThat(victim.reasons(Stage.SECURITY_NEGOTIATION)).isEmpty();
            Victim.until("the node closes every socket", crowd::isClosed);
            Victim.until("each refusal is counted", () -> victim.refusals() == SOCKETS);
            int places = LimitsConfig.defaults().ip4().connections();
            assertThat(victim.reasons(Stage.ADMISSION)).hasSizeGreaterThanOrEqualTo(SOCKETS - places)
                    .allMatch(reason -> reason.contains("(limits.ip4.") && reason.contains(own.orElseThrow().getHostAddress()));
        }
    }

    /** Tells whether the node read the push to its end. */
    private static boolean push(Connection connection, String agent) {
        Deadline deadline = Deadline.after(Victim.PATIENCE);
        try (PeerStream stream = connection.open(PUSH, deadline)) {
            stream.deadline(deadline);
            ByteArrayOutputStream message = new ByteArrayOutputStream();
            message.write(2 + agent.length());
            message.write(6 << 3 | 2); // agentVersion
            message.write(agent.length());
            message.writeBytes(agent.getBytes(StandardCharsets.UTF_8));
            stream.out().write(message.toByteArray());
            stream.closeWrite();
            return stream.in().read() < 0;
        } catch (IOException _) {
            return false;
        }
    }

    private static Optional<InetAddress> ownAddress() throws IOException {
        return NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress()).findFirst();
    }
}
