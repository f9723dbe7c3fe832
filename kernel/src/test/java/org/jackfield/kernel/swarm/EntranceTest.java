package org.jackfield.kernel.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

import org.jackfield.kernel.config.LimitsConfig;
import org.jackfield.kernel.limits.Budgets;
import org.jackfield.kernel.limits.Machine;
import org.jackfield.kernel.limits.ManagedConnection;
import org.jackfield.kernel.limits.ResourceManager;
import org.jackfield.kernel.metrics.MetricRegistry;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.DialFailed.Stage;
import org.jackfield.spi.Events;
import org.jackfield.spi.Gater;
import org.jackfield.spi.datapath.Inbound.Arrival;
import org.jackfield.spi.datapath.Link;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.tck.FakeClock;

final class EntranceTest {
    private static final Multiaddr HERE = Multiaddr.parse("/ip4/192.0.2.1/tcp/443/tls/ws");
    private static final Multiaddr CLIENT = Multiaddr.parse("/ip4/198.51.100.7/tcp/5000/tls/ws");
    private static final Multiaddr PROXY = Multiaddr.parse("/ip4/10.0.0.1/tcp/6000/tls/ws");
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final ResourceManager resources = new ResourceManager(LimitsConfig.defaults(), new Budgets(LimitsConfig.defaults(),
            Machine.here()), new FakeClock(), _ -> {}, new MetricRegistry().of("test"));
    private final List<Multiaddr> taken = new ArrayList<>();
    private final List<ManagedConnection> scopes = new ArrayList<>();
    private final List<Events.Refused> refused = new ArrayList<>();
    private final Map<String, Gater> gaters = Map.of("bans", this::banned);
    private final List<Multiaddr> bans = new ArrayList<>();
    private final Entrance entrance = new Entrance(new Gates(gaters), resources, TIMEOUT, new Entrance.Home() {
        @Override
        public void take(Link.Raw link, ManagedConnection scope, Deadline deadline) {
            taken.add(link.remote());
            scopes.add(scope);
        }

        @Override
        public void refused(Events.Refused refusal) {
            refused.add(refusal);
        }
    });
    private final EmbeddedChannel channel = new EmbeddedChannel();

    @Test
    void isPendingFromTheFirstMomentAndStaysItUntilSomebodyElseHasIt() {
        Arrival arrival = entrance.arrived(channel, CLIENT).orElseThrow();
        assertThat(pending()).isEqualTo(1);
        arrival.ready(new Link.Raw(channel, HERE, CLIENT));
        assertThat(taken).containsExactly(CLIENT);
        assertThat(pending()).as("while it is upgraded").isEqualTo(1);
        channel.close();
        assertThat(pending()).as("the one who took it gives it back").isEqualTo(1);
        scopes.forEach(ManagedConnection::close);
        assertThat(pending()).isZero();
        assertThat(refused).isEmpty();
    }

    @Test
    void closesWhatBecomesNoLinkWithinTheUpgradeTimeout() {
        assertThat(entrance.arrived(channel, CLIENT)).isPresent();
        channel.freezeTime();
        channel.advanceTimeBy(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        assertThat(channel.isOpen()).isFalse();
        assertThat(pending()).isZero();
        assertThat(refused).singleElement().satisfies(refusal -> {
            assertThat(refusal.stage()).isEqualTo(Stage.CONNECT);
            assertThat(refusal.reason()).contains("host.upgrade-timeout");
        });
    }

    @Test
    void givesBackWhatIsClosedBeforeItIsALink() {
        Arrival arrival = entrance.arrived(channel, CLIENT).orElseThrow();
        channel.close();
        arrival.ready(new Link.Raw(channel, HERE, CLIENT));
        assertThat(pending()).isZero();
        assertThat(taken).isEmpty();
        assertThat(refused).extracting(Events.Refused::stage).containsExactly(Stage.CONNECT);
    }

    @Test
    void refusesAnAddressBeforeAnythingElseHappens() {
        bans.add(CLIENT);
        assertThat(entrance.arrived(channel, CLIENT)).isEmpty();
        assertThat(channel.isOpen()).isFalse();
        assertThat(pending()).isZero();
        assertThat(refused).singleElement()
                .satisfies(refusal -> assertThat(refusal).isEqualTo(new Events.Refused(CLIENT, Optional.empty(), Stage.ADMISSION,
                        "refused by gater bans: banned")));
    }

    @Test
    void looksAtTheClientOfAProxyAndNotAtTheProxy() {
        bans.add(PROXY);
        Arrival arrival = entrance.arrivedByProxy(channel, PROXY).orElseThrow();
        assertThat(pending()).isEqualTo(1);
        arrival.ready(new Link.Raw(channel, HERE, CLIENT));
        assertThat(taken).containsExactly(CLIENT);

        bans.add(CLIENT);
        EmbeddedChannel second = new EmbeddedChannel();
        entrance.arrivedByProxy(second, PROXY).orElseThrow().ready(new Link.Raw(second, HERE, CLIENT));
        assertThat(taken).hasSize(1);
        assertThat(second.isOpen()).isFalse();
        assertThat(refused).singleElement().satisfies(refusal -> assertThat(refusal.remoteAddress()).isEqualTo(CLIENT));
        assertThat(pending()).as("of the first").isEqualTo(1);
    }

    @Test
    void refusesEverybodyOnceItIsClosed() {
        entrance.close();
        assertThat(entrance.arrived(channel, CLIENT)).isEmpty();
        assertThat(entrance.arrivedByProxy(channel, PROXY)).isEmpty();
        assertThat(channel.isOpen()).isFalse();
        assertThat(refused).extracting(Events.Refused::reason).containsOnly("this node shuts down");
    }

    private Optional<String> banned(Gater.Candidate candidate) {
        return candidate.address().filter(bans::contains).map(_ -> "banned");
    }

    private long pending() {
        return resources.uses(0).stream().filter(use -> use.key().equals("limits.pending.connections")).findFirst().orElseThrow().used();
    }
}
