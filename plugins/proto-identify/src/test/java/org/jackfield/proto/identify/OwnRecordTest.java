package org.jackfield.proto.identify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.peer.Identity;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerRecord;
import org.jackfield.spi.peer.SignedEnvelope;
import org.jackfield.spi.tck.FakeClock;
import org.jackfield.spi.tck.TestIdentities;

class OwnRecordTest {
    private static final Multiaddr NEAR = Multiaddr.parse("/ip4/127.0.0.1/tcp/1");
    private static final Multiaddr FAR = Multiaddr.parse("/ip4/8.8.8.8/tcp/1");

    private final Identity identity = TestIdentities.next();
    private final FakeClock clock = new FakeClock();
    private final OwnRecord own = new OwnRecord(identity, clock);

    @Test
    void certifiesWhatMeansSomethingInTheScope() {
        assertThat(open(AddressScope.MACHINE, List.of(NEAR, FAR)).addresses()).containsExactly(NEAR, FAR);
        assertThat(open(AddressScope.WORLD, List.of(NEAR, FAR)).addresses()).containsExactly(FAR);
        assertThat(own.sealed(AddressScope.WORLD, List.of(NEAR))).isEmpty();
        assertThat(own.sealed(AddressScope.MACHINE, List.of())).isEmpty();
    }

    @Test
    void countsInNanosecondsAndOnlyChanges() {
        PeerRecord first = open(AddressScope.MACHINE, List.of(NEAR));
        assertThat(first.sequence()).isEqualTo(FakeClock.START.getEpochSecond() * 1_000_000_000L);
        clock.advance(Duration.ofSeconds(1));
        assertThat(open(AddressScope.MACHINE, List.of(NEAR))).isEqualTo(first);
        assertThat(open(AddressScope.MACHINE, List.of(FAR)).sequence()).isEqualTo(first.sequence() + 1_000_000_000L);
    }

    @Test
    void neverCountsBackwards() {
        long first = open(AddressScope.MACHINE, List.of(NEAR)).sequence();
        clock.advance(Duration.ofDays(-1));
        assertThat(open(AddressScope.MACHINE, List.of(FAR)).sequence()).isEqualTo(first + 1);
    }

    @Test
    void staysWithinOneMessage() {
        List<Multiaddr> many = IntStream.range(0, 2000).mapToObj(i -> Multiaddr.parse("/ip4/8.8.8.8/tcp/" + (i + 1))).toList();
        Bytes envelope = own.sealed(AddressScope.WORLD, many).orElseThrow();
        assertThat(envelope.length()).isLessThan(IdentifyDecoder.MAX_MESSAGE - 8);
        assertThat(open(AddressScope.WORLD, many).addresses())
                .isEqualTo(many.subList(0, open(AddressScope.WORLD, many).addresses().size()));
    }

    private PeerRecord open(AddressScope scope, List<Multiaddr> addresses) {
        return PeerRecord.open(SignedEnvelope.decode(own.sealed(scope, addresses).orElseThrow()), TestIdentities.verifier());
    }
}
