package org.jackfield.kernel.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import org.jackfield.kernel.config.LimitsConfig;
import org.jackfield.kernel.config.PrefixLimits;
import org.jackfield.kernel.config.ScopeLimits;
import org.jackfield.kernel.metrics.MetricRegistry;
import org.jackfield.spi.ByteSize;
import org.jackfield.spi.Connection.Direction;
import org.jackfield.spi.Events;
import org.jackfield.spi.LimitExceeded;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.Multihash;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerId;
import org.jackfield.spi.tck.FakeClock;

final class ResourceManagerTest {
    private static final Multiaddr FAR = Multiaddr.parse("/ip4/192.0.2.7/tcp/4001");
    private static final Multiaddr NEAR = Multiaddr.parse("/ip4/127.0.0.1/tcp/4001");
    private static final ProtocolId PROTOCOL = new ProtocolId("/test/1");
    private static final ScopeLimits ONE = new ScopeLimits(Optional.of(1), Optional.empty(), Optional.empty(), Optional.of(1),
            Optional.empty(), Optional.empty(), Optional.empty());

    private final FakeClock clock = new FakeClock();
    private final List<Events.LimitHit> hits = new ArrayList<>();

    @Test
    void aFullSystemRefusesWithScopeLimitUseAndKey() throws LimitExceeded {
        ResourceManager manager = manager(Configs.system(ONE));
        ManagedConnection first = manager.accept(NEAR);
        first.established(peer(1));
        assertThatThrownBy(() -> manager.accept(NEAR)).isInstanceOf(LimitExceeded.class).hasMessageContaining("system")
                .hasMessageContaining("1 of 1 connections").hasMessageContaining("limits.system.connections");
        first.close();
        manager.accept(NEAR).established(peer(2));
    }

    @Test
    void whoIsAllowedComesInWhenTheSystemIsFull() throws LimitExceeded {
        ResourceManager manager = manager(Configs.allow(ONE, List.of("192.0.2.0/24", peer(9).toString())));
        manager.accept(NEAR).established(peer(1));
        manager.accept(FAR).established(peer(2));
        manager.accept(NEAR).established(peer(9));
        ManagedConnection stranger = manager.accept(NEAR);
        assertThatThrownBy(() -> stranger.established(peer(3))).isInstanceOf(LimitExceeded.class);
        stranger.close();
        assertThat(used(manager, "limits.allowed.connections")).isEqualTo(2);
    }

    @Test
    void pendingLinksAreBoundedApart() throws LimitExceeded {
        ResourceManager manager = manager(Configs.pending(ONE));
        ManagedConnection first = manager.dial(NEAR);
        assertThatThrownBy(() -> manager.dial(NEAR)).hasMessageContaining("limits.pending.connections");
        assertThatThrownBy(() -> manager.accept(NEAR)).hasMessageContaining("limits.pending.connections");
        first.established(peer(1));
        manager.accept(NEAR).close();
        assertThat(used(manager, "limits.pending.memory")).isZero();
        assertThat(used(manager, "limits.system.connections")).isEqualTo(1);
    }

    /** Attack S5: silent links would hold every place until their time is up. */
    @Test
    void theLinkThatWaitedLongestGivesWayToANewerOne() throws LimitExceeded {
        ResourceManager manager = manager(Configs.pending(ONE));
        List<String> cut = new ArrayList<>();
        ManagedConnection silent = manager.accept(NEAR);
        silent.onGivingWay(() -> cut.add("silent"));
        ManagedConnection honest = manager.accept(NEAR);
        assertThat(cut).containsExactly("silent");
        assertThat(silent.gaveWay().orElseThrow()).contains("limits.pending.connections");
        assertThatThrownBy(() -> silent.established(peer(1))).isInstanceOf(LimitExceeded.class);
        assertThat(hits).extracting(Events.LimitHit::key).containsExactly("limits.pending.connections");
        honest.onGivingWay(() -> cut.add("honest"));
        honest.established(peer(2));
        manager.accept(NEAR).close();
        assertThat(cut).doesNotContain("honest");
        assertThat(honest.gaveWay()).isEmpty();
        silent.close();
        assertThat(used(manager, "limits.pending.connections")).isZero();
    }

    @Test
    void whoIsAllowedKeepsItsPlace() throws LimitExceeded {
        ResourceManager manager = manager(Configs.pending(ONE, List.of("127.0.0.0/8")));
        ManagedConnection allowed = manager.accept(NEAR);
        assertThatThrownBy(() -> manager.accept(NEAR)).isInstanceOf(LimitExceeded.class);
        assertThat(allowed.gaveWay()).isEmpty();
    }

    @Test
    void onePeerHasAtMostEightConnections() throws LimitExceeded {
        ResourceManager manager = manager(LimitsConfig.defaults());
        for (int i = 0; i < 6; i++) {
            manager.accept(NEAR).established(peer(1));
        }
        ManagedConnection seventh = manager.accept(NEAR);
        assertThatThrownBy(() -> seventh.established(peer(1))).hasMessageContaining("peer " + peer(1))
                .hasMessageContaining("limits.peer.inbound-connections");
        manager.dial(NEAR).established(peer(1));
        assertThat(used(manager, "limits.system.connections")).isEqualTo(7);
    }

    @Test
    void addressesAreBoundedBeforeAnythingElseButLoopbackAndTheAllowed() throws LimitExceeded {
        ResourceManager manager = manager(Configs.ip4(new PrefixLimits(2, 10, 1)));
        ManagedConnection one = manager.accept(FAR);
        manager.accept(FAR);
        assertThatThrownBy(() -> manager.accept(FAR)).hasMessageContaining("192.0.2.7").hasMessageContaining("limits.ip4.connections");
        assertThatThrownBy(() -> manager.accept(Multiaddr.parse("/ip6/::ffff:192.0.2.7/tcp/1")))
                .hasMessageContaining("limits.ip4.connections");
        one.close();
        manager.accept(FAR);
        for (int i = 0; i < 20; i++) {
            manager.accept(NEAR);
        }
    }

    @Test
    void whoComesByAProxyIsPendingAtOnceAndCountedForTheClientsAddress() throws LimitExceeded {
        ResourceManager manager = manager(Configs.ip4(new PrefixLimits(1, 10, 1)));
        ManagedConnection one = manager.acceptByProxy();
        ManagedConnection two = manager.acceptByProxy();
        assertThat(used(manager, "limits.pending.connections")).isEqualTo(2);
        one.cameFrom(FAR);
        assertThatThrownBy(() -> two.cameFrom(FAR)).hasMessageContaining("192.0.2.7").hasMessageContaining("limits.ip4.connections");
        two.close();
        one.close();
        assertThat(used(manager, "limits.pending.connections")).isZero();
        manager.accept(FAR);
    }

    @Test
    void whoIsAllowedPassesByAProxyToo() throws LimitExceeded {
        ResourceManager manager = manager(Configs.allow(ONE, List.of("192.0.2.0/24")));
        manager.accept(NEAR).established(peer(1));
        ManagedConnection allowed = manager.acceptByProxy();
        allowed.cameFrom(FAR);
        allowed.established(peer(2));
        ManagedConnection stranger = manager.acceptByProxy();
        assertThatThrownBy(() -> stranger.cameFrom(NEAR)).hasMessageContaining("limits.system.connections");
    }

    @Test
    void everythingComesBackHoweverItEnds() throws LimitExceeded {
        ResourceManager manager = manager(LimitsConfig.defaults());
        ManagedConnection connection = manager.accept(FAR);
        connection.established(peer(1));
        assertThat(connection.reserve(1000)).isTrue();
        List<String> ends = new ArrayList<>();
        ManagedStream done = connection.openStream(Direction.INBOUND, 5000);
        done.speaks(PROTOCOL, (clean, reason) -> ends.add(clean + " " + reason));
        assertThat(done.reserve(700)).isTrue();
        assertThat(used(manager, "limits.system.memory")).isEqualTo(6700);
        assertThat(used(manager, "limits.protocol.streams")).isEqualTo(1);
        assertThat(used(manager, "limits.protocol.memory")).isEqualTo(5700);
        done.ended(true, "done");
        done.ended(false, "again");
        ManagedStream forgotten = connection.openStream(Direction.OUTBOUND, 5000);
        forgotten.speaks(PROTOCOL, (clean, reason) -> ends.add(clean + " " + reason));
        connection.openStream(Direction.INBOUND, 5000);
        assertThat(used(manager, "limits.pending.streams")).isEqualTo(1);
        connection.close();
        connection.close();
        assertThat(ends).containsExactly("true done", "false the connection ended");
        assertThat(manager.uses(0)).allMatch(use -> use.used() == 0);
        assertThat(connection.reserve(1)).isFalse();
        assertThat(forgotten.reserve(1)).isFalse();
    }

    @Test
    void aStreamBeyondTheLimitOfItsProtocolIsRefusedAndLeavesNothing() throws LimitExceeded {
        ResourceManager manager = manager(Configs.named(Map.of(), Map.of(PROTOCOL.value(), ONE)));
        ManagedConnection connection = manager.accept(FAR);
        connection.established(peer(1));
        connection.openStream(Direction.INBOUND, 10).speaks(PROTOCOL, (_, _) -> {});
        ManagedStream second = connection.openStream(Direction.INBOUND, 10);
        assertThatThrownBy(() -> second.speaks(PROTOCOL, (_, _) -> {})).hasMessageContaining("/test/1")
                .hasMessageContaining("limits.protocol.streams");
        second.ended(false, "refused");
        assertThat(used(manager, "limits.system.streams")).isEqualTo(1);
        assertThat(used(manager, "limits.pending.streams")).isZero();
    }

    @Test
    void memoryIsBoundedByEveryScopeAroundIt() throws LimitExceeded {
        ScopeLimits little = new ScopeLimits(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.of(ByteSize.mebi(1)));
        ResourceManager manager = manager(Configs.system(little));
        ManagedConnection one = manager.accept(NEAR);
        one.established(peer(1));
        ManagedConnection two = manager.accept(NEAR);
        two.established(peer(2));
        assertThat(one.reserve(1 << 19)).isTrue();
        assertThat(two.reserve((1 << 19) + 1)).isFalse();
        assertThat(two.reserve(1 << 19)).isTrue();
        assertThatThrownBy(() -> one.openStream(Direction.INBOUND, 1)).hasMessageContaining("limits.system.memory");
        two.release(1 << 19);
        assertThat(one.reserve(1 << 18)).isTrue();
    }

    @Test
    void aFloodOfRefusalsIsToldOnceASecond() {
        ResourceManager manager = manager(Configs.pending(ONE));
        int refused = 0;
        for (int i = 0; i < 1000; i++) {
            try {
                manager.dial(NEAR);
            } catch (LimitExceeded _) {
                refused++;
            }
        }
        assertThat(refused).isEqualTo(999);
        assertThat(hits).hasSize(1);
        assertThat(hits.getFirst().key()).isEqualTo("limits.pending.connections");
        clock.advance(Duration.ofSeconds(2));
        assertThatThrownBy(() -> manager.dial(NEAR)).isInstanceOf(LimitExceeded.class);
        assertThat(hits).hasSize(2);
    }

    private ResourceManager manager(LimitsConfig config) {
        Budgets budgets = new Budgets(config, new Machine(1L << 30, 1L << 30, 65_536));
        return new ResourceManager(config, budgets, clock, hits::add, new MetricRegistry().of("test"));
    }

    private static long used(ResourceManager manager, String key) {
        return manager.uses(0).stream().filter(use -> use.key().equals(key)).mapToLong(ResourceManager.Use::used).max().orElse(0);
    }

    private static PeerId peer(int number) {
        return new PeerId(Multihash.sha256(Bytes.ofUtf8("peer " + number)));
    }
}
