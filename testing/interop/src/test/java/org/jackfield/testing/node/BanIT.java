package org.jackfield.testing.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.jackfield.kernel.ban.BanTarget;
import org.jackfield.kernel.event.EventKind;
import org.jackfield.kernel.event.Journal;
import org.jackfield.kernel.event.JournalEntry;
import org.jackfield.kernel.host.Node;
import org.jackfield.kernel.host.Part;
import org.jackfield.kernel.swarm.SwarmConfig;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.DialFailed;
import org.jackfield.spi.Gater;
import org.jackfield.spi.peer.KeyType;
import org.jackfield.spi.tck.Await;
import org.jackfield.testing.interop.TestNode;

/** Who may connect: bans and plugins that refuse, at each stage, in both directions. */
final class BanIT {
    private static final Duration HOUR = Duration.ofHours(1);

    private final List<TestNode> nodes = new ArrayList<>();

    @AfterEach
    void stop() {
        nodes.forEach(TestNode::close);
    }

    @Test
    void aBanClosesWhatThereIsAndRefusesThePeerInBothDirections() throws IOException {
        TestNode one = node();
        TestNode two = node();
        one.node.connect(two.address(), soon());
        Node.Banned banned = one.node.ban(new BanTarget.OfPeer(two.node.host().id()), HOUR, "spams");
        assertThat(banned.closed()).isEqualTo(1);
        Await.until("the connection is gone", () -> one.node.host().connections().isEmpty());
        assertThat(entries(one, EventKind.DISCONNECTED).getFirst().text()).contains("this node", "gated", "spams");
        assertThatThrownBy(() -> one.node.connect(two.address(), soon())).isInstanceOf(IOException.class).hasMessageContaining("spams");
        try {
            two.node.connect(one.address(), soon());
        } catch (IOException e) {
            assertThat(e).isInstanceOf(DialFailed.class);
        }
        Await.until("it was refused", () -> !entries(one, EventKind.REFUSED).isEmpty());
        assertThat(entries(one, EventKind.REFUSED).getFirst().text()).contains("admission", "spams");
        assertThat(one.node.host().connections()).isEmpty();
    }

    @Test
    void aBannedAddressDoesNotComeAsFarAsTheHandshake() throws IOException {
        TestNode one = node();
        TestNode two = node();
        one.node.ban(BanTarget.parse("127.0.0.0/8"), HOUR, "floods");
        assertThatThrownBy(() -> two.node.connect(one.address(), soon())).isInstanceOf(DialFailed.class);
        Await.until("it was refused", () -> !entries(one, EventKind.REFUSED).isEmpty());
        JournalEntry refusal = entries(one, EventKind.REFUSED).getFirst();
        assertThat(refusal.text()).contains("admission", "127.0.0.0/8", "floods");
        assertThat(refusal.peer()).isEmpty();
        one.node.bans().remove(BanTarget.parse("127.0.0.0/8"));
        two.node.connect(one.address(), soon());
    }

    @ParameterizedTest
    @EnumSource
    void aPluginRefusesAtEachStage(Gater.Stage stage) throws IOException {
        TestNode guarded = node(candidate -> candidate.stage() == stage);
        TestNode other = node();
        boolean dials = stage == Gater.Stage.DIAL_PEER || stage == Gater.Stage.DIAL_ADDRESS;
        if (dials) {
            assertThatThrownBy(() -> guarded.node.connect(other.address(), soon())).hasMessageContaining("refused at " + stage);
        } else {
            try {
                other.node.connect(guarded.address(), soon());
            } catch (IOException e) {
                assertThat(e).isInstanceOf(DialFailed.class);
            }
            Await.until("it was refused", () -> !entries(guarded, EventKind.REFUSED).isEmpty());
            assertThat(entries(guarded, EventKind.REFUSED).getFirst().text()).contains("refused at " + stage);
        }
        Await.until("nothing is left", () -> other.node.host().connections().isEmpty());
        assertThat(guarded.node.host().connections()).isEmpty();
    }

    private TestNode node() {
        TestNode node = TestNode.start("yamux", KeyType.ED25519);
        nodes.add(node);
        return node;
    }

    private TestNode node(Predicate<Gater.Candidate> refuses) {
        Gater gater = candidate -> refuses.test(candidate) ? Optional.of("refused at " + candidate.stage()) : Optional.empty();
        TestNode node = TestNode.start("yamux", KeyType.ED25519, SwarmConfig.DEFAULTS,
                new Part("gaters", "test", BanIT.class.getClassLoader(), true, _ -> gater));
        nodes.add(node);
        return node;
    }

    private static List<JournalEntry> entries(TestNode node, EventKind kind) {
        return node.node.journal().latest(new Journal.Filter(Set.of(kind), Optional.empty(), Optional.empty()), 10);
    }

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(20));
    }
}
