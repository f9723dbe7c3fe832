package org.jackfield.kernel.ban;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.jackfield.spi.Connection.Direction;
import org.jackfield.spi.Gater.Candidate;
import org.jackfield.spi.Gater.Stage;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.Multihash;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerId;

final class BanListTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir private Path directory;
    private Instant now = Instant.parse("2030-01-01T00:00:00Z");

    @Test
    void refusesABannedPeerUntilItsTimeIsUpAndSaysWhy() throws IOException {
        BanList bans = list();
        bans.add(new BanTarget.OfPeer(peer(1)), HOUR, "spams");
        assertThat(bans.refuse(secured(peer(1))).orElseThrow()).contains(peer(1).toString(), "2030-01-01T01:00:00Z", "spams");
        assertThat(bans.refuse(secured(peer(2)))).isEmpty();
        now = now.plus(HOUR);
        assertThat(bans.refuse(secured(peer(1)))).isEmpty();
        assertThat(bans.all()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, /ip4/192.0.2.7/tcp/1, true",
        "192.0.2.7, /ip4/192.0.2.8/tcp/1, false",
        "192.0.2.0/24, /ip4/192.0.2.8/tcp/1, true",
        "192.0.2.0/24, /ip4/192.0.3.8/tcp/1, false",
        "10.128.0.0/9, /ip4/10.200.1.1/udp/1/quic-v1, true",
        "10.128.0.0/9, /ip4/10.100.1.1/tcp/1, false",
        "192.0.2.0/24, /ip6/::ffff:192.0.2.8/tcp/1, true",
        "192.0.2.0/24, /ip6/::ffff:c000:0208/tcp/1, true",
        "192.0.2.0/24, /ip6/64:ff9b::192.0.2.8/tcp/1, true",
        "192.0.2.0/24, /ip6/64:ff9b::192.0.3.8/tcp/1, false",
        "::ffff:192.0.2.0/120, /ip4/192.0.2.8/tcp/1, true",
        "::ffff:192.0.2.8, /ip6/::ffff:192.0.2.8/tcp/1, true",
        "2001:db8::/32, /ip6/2001:db8:1::1/tcp/1, true",
        "2001:db8::/32, /ip6zone/eth0/ip6/2001:db8:1::1/tcp/1, true",
        "2001:db8::/33, /ip6/2001:db8:8000::1/tcp/1, false",
        "2001:db8::1, /ip6/2001:0db8:0:0:0:0:0:1/tcp/1, true",
        "192.0.2.0/24, /dns4/example.com/tcp/1, false",
        "192.0.2.0/24, /ip4/192.0.2.8/tcp/1/p2p/QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N/p2p-circuit, true"})
    void refusesAddressesOfABannedRangeHoweverTheyAreWritten(String banned, String address, boolean refused) throws IOException {
        BanList bans = list();
        bans.add(BanTarget.parse(banned), HOUR, "");
        Candidate link = new Candidate(Stage.ACCEPT, Direction.INBOUND, Optional.empty(), Optional.of(Multiaddr.parse(address)));
        assertThat(bans.refuse(link).isPresent()).isEqualTo(refused);
    }

    @Test
    void whatWasAcknowledgedIsThereAfterACrash() throws IOException {
        BanList bans = list();
        Ban peer = bans.add(new BanTarget.OfPeer(peer(1)), HOUR, "spams");
        Ban range = bans.add(BanTarget.parse("192.0.2.0/24"), HOUR.multipliedBy(2), "");
        bans.add(BanTarget.parse("198.51.100.1"), HOUR, "");
        assertThat(bans.remove(BanTarget.parse("198.51.100.1"))).isPresent();
        assertThat(list().all()).containsExactly(peer, range);
        assertThat(list().refuse(secured(peer(1)))).isPresent();
    }

    @Test
    void aBanReplacesTheOneBefore() throws IOException {
        BanList bans = list();
        bans.add(new BanTarget.OfPeer(peer(1)), HOUR, "first");
        Ban second = bans.add(new BanTarget.OfPeer(peer(1)), Duration.ofMinutes(1), "second");
        assertThat(bans.all()).containsExactly(second);
    }

    @Test
    void removesOnlyWhatIsThere() throws IOException {
        assertThat(list().remove(BanTarget.parse("192.0.2.1"))).isEmpty();
    }

    @Test
    void tellsThatBansWereLostUntilTheOperatorDeletesTheFile() throws IOException {
        Files.writeString(directory.resolve("bans.snapshot"), "jackfield bans\nbroken");
        String lost = new BanList(Optional.of(directory), () -> now).load().orElseThrow();
        Path kept = directory.resolve("bans.snapshot.corrupt-" + now.getEpochSecond());
        assertThat(lost).contains("bans were lost", "checksum", kept.toString());
        BanList bans = new BanList(Optional.of(directory), () -> now);
        assertThat(bans.load().orElseThrow()).contains(kept.toString());
        bans.add(new BanTarget.OfPeer(peer(1)), HOUR, "");
        Files.delete(kept);
        assertThat(new BanList(Optional.of(directory), () -> now).load()).isEmpty();
        assertThat(list().all()).hasSize(1);
    }

    @Test
    void aBanThatCannotBeSavedIsInForceAndSaysSo() throws IOException {
        BanList bans = list();
        Files.createDirectory(directory.resolve("bans.snapshot.new"));
        assertThatThrownBy(() -> bans.add(new BanTarget.OfPeer(peer(1)), HOUR, "")).isInstanceOf(IOException.class)
                .hasMessageContaining("only until this node stops");
        assertThat(bans.refuse(secured(peer(1)))).isPresent();
    }

    @Test
    void boundsHowManyHowLongAndHowWordy() throws IOException {
        BanList bans = new BanList(Optional.empty(), () -> now);
        for (int number = 0; number < BanList.MAX_BANS; number++) {
            bans.add(BanTarget.parse("10.0." + number / 256 + "." + number % 256), number == 0 ? HOUR : HOUR.multipliedBy(2), "");
        }
        BanTarget further = BanTarget.parse("192.0.2.1");
        assertThatIllegalStateException().isThrownBy(() -> bans.add(further, HOUR, "")).withMessageContaining("10000 bans");
        now = now.plus(HOUR);
        bans.add(further, HOUR, "");
        assertThat(bans.all()).hasSize(BanList.MAX_BANS);
        assertThatIllegalArgumentException().isThrownBy(() -> bans.add(further, Duration.ZERO, ""));
        assertThatIllegalArgumentException().isThrownBy(() -> bans.add(further, BanList.LONGEST.plusSeconds(1), ""));
        assertThatIllegalArgumentException().isThrownBy(() -> bans.add(further, HOUR, "x".repeat(Ban.MAX_REASON + 1)));
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.7/24, 192.0.2.0/24", "0.0.0.0/0, every address", "192.0.2.0/33, number from 0 to 32", "192.0.2, IPv4", "'', ''",
        "::1::2, IPv6", "2001:db8::/129, number from 0 to 128"})
    void saysWhatIsWrongWithATarget(String text, String words) {
        assertThatIllegalArgumentException().isThrownBy(() -> BanTarget.parse(text)).withMessageContaining(words);
    }

    private BanList list() throws IOException {
        BanList bans = new BanList(Optional.of(directory), () -> now);
        assertThat(bans.load()).isEmpty();
        return bans;
    }

    private static Candidate secured(PeerId peer) {
        return new Candidate(Stage.SECURED, Direction.INBOUND, Optional.of(peer), Optional.of(Multiaddr.parse("/ip4/203.0.113.9/tcp/1")));
    }

    private static PeerId peer(int number) {
        return new PeerId(Multihash.sha256(Bytes.ofUtf8("peer " + number)));
    }
}
