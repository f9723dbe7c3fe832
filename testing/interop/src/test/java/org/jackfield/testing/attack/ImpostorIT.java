package org.jackfield.testing.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.jackfield.crypto.SoftwareIdentity;
import org.jackfield.kernel.swarm.SwarmConfig;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.DialFailed;
import org.jackfield.spi.DialFailed.Stage;
import org.jackfield.spi.Events;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.peer.Identity;
import org.jackfield.spi.peer.KeyType;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerId;
import org.jackfield.spi.peer.PublicKey;
import org.jackfield.spi.tck.Await;
import org.jackfield.testing.interop.TestNode;

/**
 * Attack S12 (CVE-2022-24759, the spoofed secio key, jvm-libp2p 494): who claims a key that is not its own, or is not whom one dials, is no
 * connection and gets no stream, over each security protocol and transport, dialed or dialing.
 */
@Timeout(60)
final class ImpostorIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Identity claimed = identity();
    private final Queue<Events.Event> seen = new ConcurrentLinkedQueue<>();
    private final List<TestNode> nodes = new java.util.ArrayList<>();

    @AfterEach
    void stop() {
        nodes.forEach(TestNode::close);
    }

    @ParameterizedTest
    @CsvSource({"noise, /ws", "noise, /tls/ws", "noise, ''", "tls, /ws", "tls, /tls/ws", "tls, ''"})
    void isNobodyWhenItDials(String security, String above) {
        TestNode honest = watched(node(identity(), security, above));
        TestNode impostor = node(new Impostor(claimed, identity()), security, above);
        try {
            impostor.node.connect(honest.address(), Deadline.after(SOON));
        } catch (IOException e) {
            assertThat(e).isInstanceOf(DialFailed.class); // or it learns only afterwards that it was refused
        }
        Await.until("it is refused",
                () -> seen.stream().anyMatch(event -> event instanceof Events.Refused refused && refused.stage() == Stage.HANDSHAKE));
        Await.until("it has noticed", () -> impostor.node.host().connections().isEmpty());
        assertNobodyWasTakenForTheClaimed(honest);
    }

    @ParameterizedTest
    @CsvSource({"noise, /ws", "noise, /tls/ws", "noise, ''", "tls, /ws", "tls, /tls/ws", "tls, ''"})
    void isNobodyWhenItIsDialed(String security, String above) {
        TestNode honest = watched(node(identity(), security, above));
        TestNode impostor = node(new Impostor(claimed, identity()), security, above);
        assertFails(honest, impostor.address());
        assertNobodyWasTakenForTheClaimed(honest);
    }

    /** Its handshake is right: only the name is not that of whom one wants. */
    @ParameterizedTest
    @CsvSource({"noise, /ws", "noise, /tls/ws", "noise, ''", "tls, /ws", "tls, /tls/ws", "tls, ''"})
    void isNotWhomOneDials(String security, String above) {
        TestNode honest = watched(node(identity(), security, above));
        TestNode other = node(identity(), security, above);
        assertFails(honest, other.address().withoutPeer().withPeer(claimed.id()));
        assertNobodyWasTakenForTheClaimed(honest);
        assertThat(seen).noneMatch(Events.Connected.class::isInstance);
    }

    private void assertFails(TestNode honest, Multiaddr address) {
        assertThat(address.peer()).contains(claimed.id());
        assertThatThrownBy(() -> honest.node.connect(address, Deadline.after(SOON))).isInstanceOfSatisfying(DialFailed.class,
                failed -> assertThat(failed.attempts()).extracting(DialFailed.Attempt::stage).containsOnly(Stage.HANDSHAKE));
    }

    private void assertNobodyWasTakenForTheClaimed(TestNode honest) {
        assertThat(seen).noneMatch(
                event -> event instanceof Events.Connected connected && connected.connection().remotePeer().equals(claimed.id()));
        assertThat(seen).noneMatch(Events.StreamOpened.class::isInstance);
        assertThat(honest.node.host().connectionTo(claimed.id())).isEmpty();
    }

    private TestNode watched(TestNode node) {
        node.node.host().events().subscribe(seen::add);
        return node;
    }

    private TestNode node(Identity identity, String security, String above) {
        TestNode node = TestNode.start(identity, List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/0" + above)), security, "yamux",
                SwarmConfig.DEFAULTS);
        nodes.add(node);
        return node;
    }

    private static Identity identity() {
        return SoftwareIdentity.generate(KeyType.ED25519, new SecureRandom());
    }

    /**
     * Shows one key and signs with another.
     *
     * @param claimed whose public key it has
     * @param own     whose private key it has
     */
    private record Impostor(Identity claimed, Identity own) implements Identity {
        @Override
        public PeerId id() {
            return claimed.id();
        }

        @Override
        public PublicKey publicKey() {
            return claimed.publicKey();
        }

        @Override
        public Bytes sign(Bytes message) {
            return own.sign(message);
        }
    }
}
