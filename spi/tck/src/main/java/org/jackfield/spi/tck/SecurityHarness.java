package org.jackfield.spi.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

import org.jackfield.spi.datapath.Role;
import org.jackfield.spi.datapath.SecureChannel;
import org.jackfield.spi.datapath.SecurityProtocol;
import org.jackfield.spi.datapath.SecurityProvider;
import org.jackfield.spi.peer.KeyType;
import org.jackfield.spi.peer.PeerId;

/**
 * Two nodes with the security protocol, links between them, and the check that all buffers are released.
 *
 * @param <C> the protocol's options
 */
abstract class SecurityHarness<C extends Record> extends ProviderContract<SecurityProtocol, C> {
    private final List<MemoryLink> links = new ArrayList<>();
    private final List<SecurityEnd> ends = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private @Nullable Node one;
    private @Nullable Node two;

    SecurityHarness(SecurityProvider<C> provider, C config) {
        super(provider, config);
    }

    /** A node with an identity and the protocol. */
    record Node(FakePluginContext context, SecurityProtocol security) {
        PeerId id() {
            return context.identity().id();
        }
    }

    /** A link whose both ends are ready to shake hands. */
    record Pair(MemoryLink link, SecurityEnd initiator, SecurityEnd responder) {
        SecurityEnd end(Role role) {
            return role == Role.INITIATOR ? initiator : responder;
        }
    }

    @BeforeAll
    static void watchLeaks() {
        LeakWatch.install();
    }

    @AfterAll
    static void findLeaks() {
        LeakWatch.assertNone();
    }

    @BeforeEach
    final void startNodes() throws IOException {
        one = node(KeyType.ED25519);
        two = node(KeyType.ED25519);
    }

    @AfterEach
    final void stopNodes() throws IOException {
        ends.forEach(SecurityEnd::dispose);
        for (MemoryLink link : links) {
            link.close();
            link.allocator().assertReleased();
        }
        for (Node node : nodes) {
            node.security().close();
            node.context().close();
        }
    }

    /** Gives the node that dials. */
    final Node dialer() {
        return present(one);
    }

    /** Gives the node that is dialed. */
    final Node listener() {
        return present(two);
    }

    final Node node(KeyType key) throws IOException {
        FakePluginContext context = new FakePluginContext(network().host(key));
        Node node = new Node(context, start(context));
        nodes.add(node);
        return node;
    }

    final Pair pair(Delivery delivery) {
        return pair(delivery, dialer(), listener());
    }

    final Pair pair(Delivery delivery, Node initiator, Node responder) {
        MemoryLink link = new MemoryLink(delivery);
        links.add(link);
        Pair pair = new Pair(link, end(link, Role.INITIATOR, initiator), end(link, Role.RESPONDER, responder));
        return pair;
    }

    final SecurityEnd end(MemoryLink link, Role role, Node node) {
        SecurityEnd end = new SecurityEnd(link, role, node.security());
        ends.add(end);
        return end;
    }

    /** Checks that everything of this link is freed, and forgets it: for tests that make very many. */
    final void finish(Pair pair) {
        pair.initiator().dispose();
        pair.responder().dispose();
        pair.link().close();
        pair.link().allocator().assertReleased();
        links.remove(pair.link());
        ends.remove(pair.initiator());
        ends.remove(pair.responder());
    }

    /** Makes a secured link between the two nodes. */
    final Pair secured(Delivery delivery) throws Exception {
        Pair pair = pair(delivery);
        var there = pair.initiator().secure(Optional.of(listener().id()));
        var back = pair.responder().secure(Optional.empty());
        SecureChannel mine = Await.outcome(there);
        SecureChannel theirs = Await.outcome(back);
        assertThat(mine.peer()).isEqualTo(listener().id());
        assertThat(theirs.peer()).isEqualTo(dialer().id());
        pair.initiator().install(mine);
        pair.responder().install(theirs);
        return pair;
    }

    /** Sends both ways and compares. */
    static void assertWorking(Pair pair, int size) throws Exception {
        byte[] there = Bufs.random(1, size);
        byte[] back = Bufs.random(2, size);
        CompletableFuture<Boolean> sending = Await.async(() -> send(pair.initiator(), there));
        CompletableFuture<Boolean> answering = Await.async(() -> send(pair.responder(), back));
        CompletableFuture<byte[]> reading = Await.async(() -> pair.initiator().read(size));
        assertThat(Await.outcome(Await.async(() -> pair.responder().read(size)))).isEqualTo(there);
        assertThat(Await.outcome(reading)).isEqualTo(back);
        assertThat(Await.outcome(sending)).isTrue();
        assertThat(Await.outcome(answering)).isTrue();
    }

    static boolean send(SecurityEnd end, byte[] bytes) throws IOException {
        end.write(bytes);
        return true;
    }

    static Role other(Role role) {
        return role == Role.INITIATOR ? Role.RESPONDER : Role.INITIATOR;
    }

    private static Node present(@Nullable Node node) {
        if (node == null) {
            throw new IllegalStateException("not started");
        }
        return node;
    }
}
