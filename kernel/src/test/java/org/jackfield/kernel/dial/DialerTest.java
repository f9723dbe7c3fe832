package org.jackfield.kernel.dial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.jackfield.kernel.config.DialConfig;
import org.jackfield.kernel.dial.FakeConnector.Made;
import org.jackfield.kernel.dns.AddressResolver;
import org.jackfield.kernel.task.Tasks;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.DialFailed;
import org.jackfield.spi.DialFailed.Attempt;
import org.jackfield.spi.DialFailed.Code;
import org.jackfield.spi.DialFailed.Stage;
import org.jackfield.spi.HandshakeFailed;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerId;
import org.jackfield.spi.tck.Await;
import org.jackfield.spi.tck.FakeClock;

/** Dials over a network in memory, in which addresses answer when the test says so. */
final class DialerTest {
    private static final PeerId PEER = PeerId.parse("12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA");
    private static final PeerId STRANGER = PeerId.parse("12D3KooWJJJFvJSaW5jMeZDiXXHnRb5vDzyFu8zWyEA5WnVTAdSH");
    private static final Multiaddr ONE = Multiaddr.parse("/ip4/10.0.0.1/tcp/1");
    private static final Multiaddr TWO = Multiaddr.parse("/ip4/10.0.0.2/tcp/2");
    private static final Multiaddr THREE = Multiaddr.parse("/ip4/10.0.0.3/tcp/3");
    private static final DialConfig BOUNDS = DialConfig.defaults();

    private final FakeConnector network = new FakeConnector();
    private final List<Multiaddr> known = new CopyOnWriteArrayList<>();
    private final FakeNames names = new FakeNames();
    private final FakeClock clock = new FakeClock();
    private final List<String> outcomes = new CopyOnWriteArrayList<>();
    private final Tasks tasks = new Tasks("test", DialerTest.class.getClassLoader());
    private Dialer<Made> dialer = dialer(BOUNDS);

    @AfterEach
    void stop() {
        dialer.close();
        tasks.close();
    }

    @Test
    void givesTheConnectionThatExists() throws IOException {
        network.open.put(PEER, new Made(ONE));
        assertThat(connect()).isEqualTo(new Made(ONE));
        assertThat(network.dialed).isEmpty();
    }

    @Test
    void dialsWhatIsNamedAndWhatIsKnown() throws Exception {
        known(ONE);
        CompletableFuture<Made> dial = dial(TWO);
        Await.until("both are dialed", () -> network.addresses().containsAll(List.of(ONE, TWO)));
        assertThat(network.dialed).extracting(target -> target.expected().orElseThrow()).containsOnly(PEER);
        network.answer(ONE);
        assertThat(Await.outcome(dial)).isEqualTo(new Made(ONE));
        Await.until("the other is interrupted", () -> network.interrupted.equals(List.of(TWO)));
        assertThat(outcomes).contains("connected");
    }

    @Test
    void sharesOneDialAmongAllWhoAsk() throws Exception {
        known(ONE);
        List<CompletableFuture<Made>> dials = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            dials.add(dial());
        }
        Await.until("it is dialed", () -> !network.dialed.isEmpty());
        network.answer(ONE);
        for (CompletableFuture<Made> each : dials) {
            assertThat(Await.outcome(each)).isEqualTo(new Made(ONE));
        }
        assertThat(network.addresses()).containsExactly(ONE);
    }

    @Test
    void addsAnAddressThatALaterCallerNames() throws Exception {
        known(ONE);
        CompletableFuture<Made> first = dial();
        Await.until("the known one is dialed", () -> network.addresses().contains(ONE));
        CompletableFuture<Made> second = dial(TWO);
        Await.until("the named one is dialed", () -> network.addresses().contains(TWO));
        network.answer(TWO);
        assertThat(Await.outcome(first)).isEqualTo(new Made(TWO));
        assertThat(Await.outcome(second)).isEqualTo(new Made(TWO));
    }

    @Test
    void letsACallerGoAtItsOwnDeadline() throws Exception {
        known(ONE);
        CompletableFuture<Made> patient = dial();
        Await.until("it is dialed", () -> !network.dialed.isEmpty());
        network.pass(ONE, Stage.CONNECT);
        assertThatThrownBy(() -> dialer.connect(PEER, List.of(), DialOptions.NONE, Deadline.after(Duration.ofMillis(50))))
                .isInstanceOfSatisfying(DialFailed.class, failed -> assertThat(failed.attempts()).singleElement()
                        .satisfies(row -> assertThat(row.code()).isEqualTo(Code.TIMEOUT)));
        assertThat(network.interrupted).isEmpty();
        network.answer(ONE);
        assertThat(Await.outcome(patient)).isEqualTo(new Made(ONE));
    }

    @Test
    void tellsTheStageReachedWhenTheDeadlineCame() {
        network.pass(ONE, Stage.CONNECT);
        network.pass(ONE, Stage.SECURITY_NEGOTIATION);
        List<Attempt> rows = rows(() -> dialer.connect(PEER, List.of(ONE), DialOptions.NONE, Deadline.after(Duration.ofMillis(200))));
        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row.stage()).isEqualTo(Stage.HANDSHAKE);
            assertThat(row.code()).isEqualTo(Code.TIMEOUT);
        });
    }

    @Test
    void isCancelledWhenItsLastCallerLeaves() throws Exception {
        Thread caller = Thread.ofVirtual()
                .unstarted(() -> assertThatThrownBy(() -> connect(ONE)).isInstanceOf(InterruptedIOException.class));
        caller.start();
        Await.until("it is dialed", () -> !network.dialed.isEmpty());
        caller.interrupt();
        caller.join();
        Await.until("the dial is interrupted", () -> network.interrupted.contains(ONE));
        network.answer(TWO);
        assertThat(connect(TWO)).isEqualTo(new Made(TWO));
    }

    @Test
    void tellsOfEachAddressWhyItFailed() {
        Multiaddr own = Multiaddr.parse("/ip4/10.0.0.9/tcp/9");
        Multiaddr quic = Multiaddr.parse("/ip4/10.0.0.1/udp/1/quic-v1");
        Multiaddr anywhere = Multiaddr.parse("/ip4/0.0.0.0/tcp/1");
        Multiaddr strangers = TWO.withPeer(STRANGER);
        network.listening.add(own);
        network.fail(ONE, new ConnectException("Connection refused"));
        network.fail(THREE, new AttemptFailed(Stage.HANDSHAKE, new HandshakeFailed("bad signature")));
        List<Attempt> rows = rows(() -> connect(ONE, own, quic, anywhere, strangers, THREE));
        assertThat(rows).extracting(Attempt::address, Attempt::stage, Attempt::code).containsExactlyInAnyOrder(
                row(ONE, Stage.CONNECT, Code.REFUSED), row(own, Stage.ADDRESS, Code.OWN_ADDRESS),
                row(quic, Stage.ADDRESS, Code.NO_TRANSPORT), row(anywhere, Stage.ADDRESS, Code.UNSPECIFIED),
                row(strangers, Stage.ADDRESS, Code.OTHER_PEER), row(THREE, Stage.HANDSHAKE, Code.HANDSHAKE));
        assertThat(network.addresses()).containsExactlyInAnyOrder(ONE, THREE);
        assertThat(outcomes).contains("refused");
    }

    @Test
    void hasNoRowsWhenNoAddressIsKnown() {
        assertThat(rows(this::connect)).isEmpty();
    }

    @Test
    void leavesAFailedAddressAloneForAWhile() throws IOException {
        known(ONE);
        network.fail(ONE, new IOException("out of order"));
        rows(this::connect);
        List<Attempt> rows = rows(this::connect);
        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row.code()).isEqualTo(Code.BACKOFF);
            assertThat(row.cause()).hasMessageContaining("2026-01-01T00:00:05Z").hasMessageContaining("dial.backoff");
        });
        assertThat(network.dialed).hasSize(1);
        clock.advance(BOUNDS.backoff().base());
        network.answer(ONE);
        assertThat(connect()).isEqualTo(new Made(ONE));
    }

    @Test
    void dialsANamedAddressAlthoughItFailedAMomentAgo() throws IOException {
        network.fail(ONE, new IOException("out of order"));
        rows(() -> connect(ONE));
        network.answer(ONE);
        assertThat(connect(ONE)).isEqualTo(new Made(ONE));
    }

    @Test
    void forgetsFailuresOnceThePeerHasAConnection() throws IOException {
        known(ONE);
        network.fail(ONE, new IOException("out of order"));
        rows(this::connect);
        dialer.connected(PEER);
        network.answer(ONE);
        assertThat(connect()).isEqualTo(new Made(ONE));
    }

    @Test
    void doesNotBlameAnAddressForACallerThatWasInterrupted() throws Exception {
        known(ONE);
        Thread caller = Thread.ofVirtual().start(() -> assertThatThrownBy(this::connect).isInstanceOf(InterruptedIOException.class));
        Await.until("it is dialed", () -> !network.dialed.isEmpty());
        caller.interrupt();
        caller.join();
        Await.until("the dial is interrupted", () -> network.interrupted.contains(ONE));
        network.answer(ONE);
        assertThat(connect()).isEqualTo(new Made(ONE));
    }

    @Test
    void dialsNoMoreAddressesOfAPeerAtATimeThanAllowed() throws Exception {
        List<Multiaddr> many = many(20);
        CompletableFuture<Made> dial = dial(many.toArray(Multiaddr[]::new));
        Await.until("some are dialed", () -> network.dialed.size() == BOUNDS.maxPerPeer());
        network.fail(many.get(3), new IOException("no"));
        Await.until("one more is dialed", () -> network.dialed.size() == BOUNDS.maxPerPeer() + 1);
        assertThat(network.addresses()).containsExactlyInAnyOrderElementsOf(many.subList(0, BOUNDS.maxPerPeer() + 1));
        network.answer(many.getFirst());
        Await.outcome(dial);
    }

    @Test
    void dialsNoMoreAddressesInAllThanAllowed() {
        List<Multiaddr> many = many(30);
        many.forEach(address -> network.fail(address, new IOException("no")));
        assertThat(rows(() -> connect(many.toArray(Multiaddr[]::new)))).hasSize(BOUNDS.maxAddresses());
        assertThat(network.dialed).hasSize(BOUNDS.maxAddresses());
    }

    @Test
    void refusesWhatTheLimitForbidsAndNamesItsKey() throws Exception {
        dialer = dialer(new DialConfig(BOUNDS.timeout(), BOUNDS.addressTimeout(), BOUNDS.privateAddressTimeout(), 1, 8, 1, 25,
                BOUNDS.backoff(), BOUNDS.dns()));
        CompletableFuture<Made> dial = dial(ONE);
        Await.until("the slot is taken", () -> !network.dialed.isEmpty());
        List<Attempt> rows = rows(
                () -> dialer.connect(STRANGER, List.of(TWO, THREE), DialOptions.NONE, Deadline.after(Duration.ofMillis(500))));
        assertThat(rows).extracting(Attempt::code).containsExactly(Code.LIMIT, Code.LIMIT);
        assertThat(rows).allSatisfy(row -> assertThat(row.cause()).hasMessageContaining("dial.max-concurrent"));
        assertThat(rows.getFirst().cause()).hasMessageContaining("dial.max-waiting");
        network.answer(ONE);
        Await.outcome(dial);
    }

    @Test
    void givesUpOneAddressAfterItsTimeAndNamesTheKey() {
        dialer = dialer(new DialConfig(BOUNDS.timeout(), BOUNDS.addressTimeout(), Duration.ofMillis(1), 160, 8, 1, 25, BOUNDS.backoff(),
                BOUNDS.dns()));
        CompletableFuture<Made> dial = dial(ONE);
        Await.until("it is dialed", () -> !network.dialed.isEmpty());
        Deadline start = Deadline.after(Duration.ofMillis(2));
        Await.until("its time is over", () -> !network.dialed.isEmpty() && start.hasPassed());
        network.fail(ONE, new IOException("late"));
        assertThatThrownBy(() -> Await.outcome(dial)).isInstanceOfSatisfying(DialFailed.class,
                failed -> assertThat(failed.attempts()).singleElement().satisfies(row -> {
                    assertThat(row.code()).isEqualTo(Code.TIMEOUT);
                    assertThat(row.cause()).hasMessageContaining("dial.private-address-timeout");
                }));
    }

    @Test
    void discardsAConnectionThatComesTooLate() throws Exception {
        CompletableFuture<Made> dial = dial(ONE, TWO);
        Await.until("both are dialed", () -> network.dialed.size() == 2);
        network.answer(ONE);
        network.answer(TWO);
        Made winner = Await.outcome(dial);
        Await.until("the other ended", () -> network.discarded.size() + network.interrupted.size() == 1);
        assertThat(network.discarded).doesNotContain(winner);
    }

    @Test
    void tellsTheConnectorThatThePeerMayBeDialingToo() throws Exception {
        CompletableFuture<Made> dial = Await
                .async(() -> dialer.connect(PEER, List.of(ONE), new DialOptions(true, "a test"), Deadline.after(Await.PATIENCE)));
        Await.until("it is dialed", () -> !network.dialed.isEmpty());
        assertThat(network.dialed.getFirst().simultaneous()).isTrue();
        network.answer(ONE);
        Await.outcome(dial);
    }

    @Test
    void dialsAnAddressOnItsOwnAlthoughAConnectionExists() throws IOException {
        network.open.put(PEER, new Made(TWO));
        network.answer(ONE);
        assertThat(dialer.dial(ONE.withPeer(PEER), Deadline.after(Await.PATIENCE), DialObserver.NONE)).isEqualTo(new Made(ONE));
    }

    @Test
    void endsEveryDialWhenTheNodeShutsDown() {
        CompletableFuture<Made> dial = dial(ONE);
        Await.until("it is dialed", () -> !network.dialed.isEmpty());
        dialer.close();
        assertThatThrownBy(() -> Await.outcome(dial)).isInstanceOfSatisfying(DialFailed.class,
                failed -> assertThat(failed.attempts()).extracting(Attempt::code).containsExactly(Code.SHUTDOWN));
        Await.until("the dial is interrupted", () -> network.interrupted.contains(ONE));
        assertThatThrownBy(() -> connect(TWO)).isInstanceOf(IOException.class).hasMessageContaining("shuts down");
    }

    @Test
    void dialsWhatANameStandsForAndShowsBoth() {
        Multiaddr named = Multiaddr.parse("/dns4/peer.example/tcp/1");
        names.host("peer.example", "10.0.0.1", "::1");
        network.fail(ONE, new ConnectException("Connection refused"));
        assertThat(rows(() -> connect(named))).singleElement().satisfies(row -> {
            assertThat(row.address()).isEqualTo(named);
            assertThat(row.resolved()).contains(ONE);
            assertThat(row.code()).isEqualTo(Code.REFUSED);
            assertThat(row).hasToString(named + " at " + ONE + ": connect: Connection refused (refused, " + row.took().toMillis() + " ms)");
        });
    }

    @Test
    void dialsIpAddressesWhileANameIsLookedUp() throws Exception {
        Multiaddr named = Multiaddr.parse("/dns4/slow.example/tcp/1");
        CompletableFuture<Made> dial = dial(named, TWO);
        Await.until("the address is dialed", () -> network.addresses().contains(TWO));
        network.answer(TWO);
        assertThat(Await.outcome(dial)).isEqualTo(new Made(TWO));
        Await.until("the lookup is interrupted", () -> names.interrupted.contains("slow.example"));
    }

    @Test
    void takesOfATreeOfNamesWhatLeadsToThePeer() throws IOException {
        names.text("_dnsaddr.example", "dnsaddr=" + ONE.withPeer(STRANGER), "dnsaddr=" + TWO.withPeer(PEER), "spf1");
        network.answer(TWO);
        assertThat(connect(Multiaddr.parse("/dnsaddr/example"))).isEqualTo(new Made(TWO));
        assertThat(network.addresses()).containsExactly(TWO);
    }

    @Test
    void expectsAtEachAddressThePeerThatTheNameNames() throws IOException {
        names.text("_dnsaddr.example", "dnsaddr=" + ONE.withPeer(STRANGER));
        network.answer(ONE);
        dialer.dial(Multiaddr.parse("/dnsaddr/example"), Deadline.after(Await.PATIENCE), DialObserver.NONE);
        assertThat(network.dialed).singleElement().satisfies(target -> assertThat(target.expected()).contains(STRANGER));
    }

    @Test
    void tellsThatANameLeadsNowhere() {
        Multiaddr unknown = Multiaddr.parse("/dns4/unknown.example/tcp/1");
        Multiaddr empty = Multiaddr.parse("/dnsaddr/empty.example");
        names.host("unknown.example");
        names.text("_dnsaddr.empty.example", "dnsaddr=" + ONE.withPeer(STRANGER));
        assertThat(rows(() -> connect(unknown, empty))).extracting(Attempt::address, Attempt::stage, Attempt::code)
                .containsExactlyInAnyOrder(row(unknown, Stage.ADDRESS, Code.DNS), row(empty, Stage.ADDRESS, Code.DNS));
    }

    private Dialer<Made> dialer(DialConfig config) {
        return new Dialer<>(network, config,
                new Dialer.Surroundings(peer -> peer.equals(PEER) ? known : List.of(),
                        new AddressResolver(names.hosts(), names.texts(), config.maxAddresses()), new Outcomes() {
                            @Override
                            public void connected() {
                                outcomes.add("connected");
                            }

                            @Override
                            public void failed(Code code) {
                                outcomes.add(code.toString());
                            }
                        }, clock, tasks));
    }

    private void known(Multiaddr... addresses) {
        known.addAll(List.of(addresses));
    }

    private Made connect(Multiaddr... named) throws IOException {
        return dialer.connect(PEER, List.of(named), DialOptions.NONE, Deadline.after(Await.PATIENCE));
    }

    private CompletableFuture<Made> dial(Multiaddr... named) {
        return Await.async(() -> connect(named));
    }

    private static List<Attempt> rows(org.assertj.core.api.ThrowableAssert.ThrowingCallable dial) {
        return catchThrowableOfType(DialFailed.class, dial).attempts();
    }

    private static org.assertj.core.groups.Tuple row(Multiaddr address, Stage stage, Code code) {
        return org.assertj.core.groups.Tuple.tuple(address, stage, code);
    }

    private static List<Multiaddr> many(int count) {
        List<Multiaddr> many = new ArrayList<>();
        for (int port = 1; port <= count; port++) {
            many.add(Multiaddr.parse("/ip4/10.0.0.1/tcp/" + port));
        }
        return many;
    }
}
