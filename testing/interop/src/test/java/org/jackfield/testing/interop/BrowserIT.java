package org.jackfield.testing.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.jackfield.kernel.swarm.SwarmConfig;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.PeerFacts;
import org.jackfield.spi.peer.KeyType;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerId;

/** A web page with js-libp2p talks to our node: what the WebSocket transport is for. */
final class BrowserIT {
    private static final Multiaddr LISTEN = Multiaddr.parse("/ip4/127.0.0.1/tcp/0/ws");

    @TempDir Path profile;

    @Test
    void aPagePingsAndIdentifiesOurNodeAndIsIdentified() throws IOException {
        try (TestNode node = TestNode.startAt(LISTEN, "noise", "yamux", KeyType.ED25519, SwarmConfig.DEFAULTS);
                WebPage page = WebPage.open(node.address(), profile)) {
            Map<String, Object> result = page.result();
            assertThat(result).as("%s", result).containsEntry("ok", true).containsEntry("peer", node.node.host().id().toString())
                    .containsEntry("security", "/noise").containsEntry("muxer", "/yamux/1.0.0").containsEntry("echoed", 300_000);
            assertThat(((Number) result.get("rttMillis")).doubleValue()).isBetween(0.0, 10_000.0);
            assertThat(result.get("agentVersion").toString()).startsWith("jackfield");
            assertThat((List<?>) result.get("protocols")).map(Object::toString).contains("/ipfs/ping/1.0.0", TestNode.ECHO.value());
            PeerFacts browser = facts(node, PeerId.parse(result.get("self").toString()));
            assertThat(browser.agent()).contains("jackfield-interop-browser");
        }
    }

    private static PeerFacts facts(TestNode node, PeerId peer) {
        Deadline deadline = Deadline.after(Duration.ofSeconds(20));
        Optional<PeerFacts> facts = Optional.empty();
        while (facts.isEmpty()) {
            assertThat(deadline.hasPassed()).as("our node identifies the browser in time").isFalse();
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            facts = node.node.host().peers().facts(peer);
        }
        return facts.get();
    }
}
