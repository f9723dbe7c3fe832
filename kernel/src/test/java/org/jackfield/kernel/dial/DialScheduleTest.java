package org.jackfield.kernel.dial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import org.jackfield.spi.peer.Multiaddr;

/** All times are milliseconds from the begin of the dial. */
final class DialScheduleTest {
    private final DialSchedule schedule = new DialSchedule(4, 6);

    @Test
    void startsOneAddressAfterTheOther() {
        schedule.add(known("/ip6/2606:4700::1/tcp/1", "/ip4/1.2.3.4/tcp/1", "/ip4/1.2.3.4/tcp/2"), at(0));
        assertThat(start(0)).containsExactly("/ip6/2606:4700::1/tcp/1");
        assertThat(schedule.untilNext(at(10))).isEqualTo(TimeUnit.MILLISECONDS.toNanos(240));
        assertThat(start(249)).isEmpty();
        assertThat(start(250)).containsExactly("/ip4/1.2.3.4/tcp/1");
        assertThat(start(500)).containsExactly("/ip4/1.2.3.4/tcp/2");
        assertThat(schedule.isDone()).isFalse();
    }

    @Test
    void startsTheNextAtOnceWhenAllBeforeHaveFailed() {
        schedule.add(known("/ip4/1.2.3.4/tcp/1", "/ip4/1.2.3.4/tcp/2", "/ip4/1.2.3.4/tcp/3"), at(0));
        fail(start0());
        assertThat(start(5)).containsExactly("/ip4/1.2.3.4/tcp/2", "/ip4/1.2.3.4/tcp/3");
    }

    @Test
    void waitsForTheUpgradeOfAnAddressThatHasConnected() {
        schedule.add(known("/ip4/1.2.3.4/tcp/1", "/ip4/1.2.3.4/tcp/2"), at(0));
        Candidate first = start0();
        schedule.connected(first, at(200));
        assertThat(start(250)).isEmpty();
        assertThat(start(699)).isEmpty();
        assertThat(start(700)).containsExactly("/ip4/1.2.3.4/tcp/2");
    }

    @Test
    void waitsNoLongerForAnUpgradeThatHasFailed() {
        schedule.add(known("/ip4/1.2.3.4/tcp/1", "/ip4/1.2.3.4/tcp/2", "/ip4/10.0.0.1/tcp/1"), at(0));
        List<Candidate> running = schedule.start(at(0));
        assertThat(running).hasSize(2);
        running.forEach(each -> schedule.connected(each, at(200)));
        running.stream().filter(each -> each.address().toString().startsWith("/ip4/1.")).forEach(schedule::ended);
        assertThat(start(261)).containsExactly("/ip4/1.2.3.4/tcp/2");
    }

    @Test
    void startsNamedAddressesAtOnceAndFirst() {
        schedule.add(known("/ip4/1.2.3.4/tcp/1"), at(0));
        assertThat(start(0)).hasSize(1);
        schedule.add(named("/ip4/1.2.3.4/tcp/8", "/ip4/1.2.3.4/tcp/7"), at(10));
        assertThat(start(10)).containsExactly("/ip4/1.2.3.4/tcp/8", "/ip4/1.2.3.4/tcp/7");
    }

    @Test
    void startsAWaitingAddressAtOnceWhenItIsNamed() {
        schedule.add(known("/ip4/1.2.3.4/tcp/1", "/ip4/1.2.3.4/tcp/2"), at(0));
        assertThat(start(0)).hasSize(1);
        schedule.add(named("/ip4/1.2.3.4/tcp/2", "/ip4/1.2.3.4/tcp/1"), at(10));
        assertThat(start(10)).containsExactly("/ip4/1.2.3.4/tcp/2");
        assertThat(schedule.waiting()).isEmpty();
    }

    @Test
    void letsALaterAddressWaitAStepBehindThoseThatRun() {
        schedule.add(named("/ip4/10.0.0.1/tcp/1"), at(0));
        assertThat(start(0)).hasSize(1);
        schedule.add(known("/ip4/1.2.3.4/tcp/1"), at(10));
        assertThat(start(259)).isEmpty();
        assertThat(start(260)).hasSize(1);
    }

    @Test
    void startsNoMoreAtATimeThanAllowed() {
        schedule.add(named("/ip4/1.2.3.4/tcp/1", "/ip4/1.2.3.4/tcp/2", "/ip4/1.2.3.4/tcp/3", "/ip4/1.2.3.4/tcp/4", "/ip4/1.2.3.4/tcp/5"),
                at(0));
        List<Candidate> running = schedule.start(at(0));
        assertThat(running).hasSize(4);
        assertThat(schedule.untilNext(at(0))).isEqualTo(Long.MAX_VALUE);
        schedule.ended(running.getFirst());
        assertThat(start(1)).containsExactly("/ip4/1.2.3.4/tcp/5");
    }

    @Test
    void takesNoMoreInAllThanAllowed() {
        List<Candidate> many = new ArrayList<>();
        for (int port = 1; port <= 9; port++) {
            many.addAll(known("/ip4/1.2.3.4/tcp/" + port));
        }
        assertThat(schedule.add(many, at(0))).hasSize(3);
        assertThat(schedule.add(named("/ip4/1.2.3.4/tcp/99"), at(0))).as("a named address finds room").isEmpty();
    }

    private Candidate start0() {
        List<Candidate> started = schedule.start(at(0));
        assertThat(started).hasSize(1);
        return started.getFirst();
    }

    private void fail(Candidate candidate) {
        assertThat(schedule.ended(candidate)).isTrue();
        assertThat(schedule.ended(candidate)).isFalse();
    }

    private List<String> start(long millis) {
        return schedule.start(at(millis)).stream().map(each -> each.address().toString()).toList();
    }

    private static long at(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private static List<Candidate> known(String... addresses) {
        return candidates(false, addresses);
    }

    private static List<Candidate> named(String... addresses) {
        return candidates(true, addresses);
    }

    private static List<Candidate> candidates(boolean explicit, String... addresses) {
        return Stream.of(addresses).map(Multiaddr::parse).map(each -> new Candidate(each, each, Optional.empty(), explicit)).toList();
    }
}
