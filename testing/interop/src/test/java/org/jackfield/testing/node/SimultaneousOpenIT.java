package org.jackfield.testing.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.jackfield.kernel.dial.DialOptions;
import org.jackfield.kernel.host.Part;
import org.jackfield.kernel.swarm.SwarmConfig;
import org.jackfield.spi.Connection;
import org.jackfield.spi.Connection.Direction;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.PeerStream;
import org.jackfield.spi.peer.KeyType;
import org.jackfield.spi.peer.PeerAddress;
import org.jackfield.spi.tck.Await;
import org.jackfield.testing.interop.TestNode;

/** Two nodes whose dials become one link, over every security protocol and muxer. */
final class SimultaneousOpenIT {
    /** Long enough for the first TLS handshake of a busy machine. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final CrossingTransport[] ends = CrossingTransport.pair();

    @ParameterizedTest
    @CsvSource({"noise, yamux", "noise, mplex", "tls, yamux", "tls, mplex"})
    void makesOneConnectionOfBothDials(String security, String muxer) throws Exception {
        try (TestNode one = node(0, security, muxer); TestNode two = node(1, security, muxer)) {
            CompletableFuture<Connection> there = dial(one, two, 1, new DialOptions(true, "a test"));
            CompletableFuture<Connection> back = dial(two, one, 0, new DialOptions(true, "a test"));
            Connection mine = there.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            Connection theirs = back.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            assertThat(mine.remotePeer()).isEqualTo(two.node.host().id());
            assertThat(theirs.remotePeer()).isEqualTo(one.node.host().id());
            assertThat(List.of(mine, theirs)).extracting(each -> each.info().direction()).containsOnly(Direction.OUTBOUND);
            echo(mine);
            echo(theirs);
            assertThat(ends[0].crossings()).isEqualTo(1);
        }
    }

    /** Why all this: both ends are the initiator then, and neither hears an answer. They dial once more, and settle. */
    @ParameterizedTest
    @ValueSource(strings = {"noise", "tls"})
    void dialsOnceMoreWhereNobodyExpectedIt(String security) throws Exception {
        try (TestNode one = node(0, security, "yamux"); TestNode two = node(1, security, "yamux")) {
            CompletableFuture<Connection> there = dial(one, two, 1, DialOptions.NONE);
            CompletableFuture<Connection> back = dial(two, one, 0, DialOptions.NONE);
            echo(there.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
            echo(back.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
            assertThat(ends[0].crossings()).isEqualTo(2);
        }
    }

    private CompletableFuture<Connection> dial(TestNode from, TestNode to, int end, DialOptions options) {
        PeerAddress peer = new PeerAddress(to.node.host().id(), List.of(ends[end].own()));
        return Await.async(() -> from.node.connect(peer, options, Deadline.after(LIMIT.minusSeconds(10))));
    }

    private TestNode node(int end, String security, String muxer) {
        Part crossing = new Part("test", "crossing", SimultaneousOpenIT.class.getClassLoader(), true, _ -> ends[end]);
        return TestNode.startAt(ends[end].own(), security, muxer, KeyType.ED25519, SwarmConfig.DEFAULTS, crossing);
    }

    private static void echo(Connection connection) throws IOException {
        try (PeerStream stream = connection.open(TestNode.ECHO, Deadline.after(Await.PATIENCE))) {
            stream.deadline(Deadline.after(Await.PATIENCE));
            stream.out().write(new byte[]{1, 2, 3});
            stream.closeWrite();
            assertThat(stream.in().readAllBytes()).containsExactly(1, 2, 3);
        }
    }
}
