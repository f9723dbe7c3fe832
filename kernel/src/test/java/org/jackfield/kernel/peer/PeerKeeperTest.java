package org.jackfield.kernel.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jackfield.kernel.peer.TestPeers.HERE;
import static org.jackfield.kernel.peer.TestPeers.THERE;
import static org.jackfield.kernel.peer.TestPeers.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.jackfield.crypto.KeyVerifier;
import org.jackfield.crypto.SoftwareIdentity;
import org.jackfield.kernel.task.Tasks;
import org.jackfield.spi.AddressSource;
import org.jackfield.spi.PeerFacts;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.RecordVerdict;
import org.jackfield.spi.peer.Identity;
import org.jackfield.spi.peer.KeyType;
import org.jackfield.spi.peer.PeerRecord;
import org.jackfield.spi.tck.Await;

final class PeerKeeperTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir private Path directory;
    private volatile Instant now = Instant.parse("2030-01-01T00:00:00Z");

    @Test
    void aNewStoreKnowsWhatTheOldOneKnew() {
        Identity signer = SoftwareIdentity.generate(KeyType.ED25519, new SecureRandom());
        MemoryPeerStore before = store();
        before.addAddresses(peer(1), List.of(HERE), AddressSource.DIALED, HOUR);
        before.addAddresses(peer(1), List.of(THERE), AddressSource.DISCOVERY, HOUR);
        before.certify(signer.id(), new PeerRecord(signer.id(), 9, List.of(THERE)).seal(signer), _ -> true, HOUR);
        before.learn(signer.id(), new PeerFacts(Set.of(new ProtocolId("/a/1")), List.of(THERE), "agent", "net", Optional.of(HERE),
                Optional.empty()));
        before.seen(signer.id());
        keeper(before).close();

        MemoryPeerStore after = loaded();
        assertThat(after.peers()).containsExactly(peer(1), signer.id());
        assertThat(after.knownAddresses(peer(1))).isEqualTo(before.knownAddresses(peer(1)));
        assertThat(after.knownAddresses(signer.id())).isEqualTo(before.knownAddresses(signer.id()));
        PeerFacts facts = before.facts(signer.id()).orElseThrow();
        assertThat(after.facts(signer.id())).contains(new PeerFacts(facts.protocols(), facts.listenAddresses(), facts.agent(),
                facts.protocolVersion(), Optional.empty(), facts.signedRecord()));
        assertThat(after.lastSeen(signer.id())).contains(now);
        assertThat(after.certify(signer.id(), new PeerRecord(signer.id(), 8, List.of(HERE)).seal(signer), _ -> true, HOUR))
                .isEqualTo(RecordVerdict.OUTDATED);
    }

    @Test
    void whatHasExpiredIsNotTakenUp() {
        MemoryPeerStore before = store();
        before.addAddresses(peer(1), List.of(HERE), AddressSource.DIALED, HOUR);
        before.addAddresses(peer(2), List.of(HERE, THERE), AddressSource.DIALED, HOUR.multipliedBy(3));
        keeper(before).close();
        now = now.plus(HOUR);
        assertThat(loaded().peers()).containsExactly(peer(2));
    }

    @Test
    void aClockThatWasSetBackLengthensNoLife() {
        MemoryPeerStore before = store();
        before.addAddresses(peer(1), List.of(HERE), AddressSource.DIALED, HOUR);
        keeper(before).close();
        now = now.minus(Duration.ofDays(3650));
        MemoryPeerStore after = loaded();
        assertThat(after.addresses(peer(1))).containsExactly(HERE);
        now = now.plus(HOUR);
        assertThat(after.addresses(peer(1))).isEmpty();
    }

    @Test
    void writesOnlyWhatHasChanged() throws IOException {
        MemoryPeerStore store = store();
        PeerKeeper keeper = keeper(store);
        keeper.save();
        assertThat(directory).isEmptyDirectory();
        store.addAddresses(peer(1), List.of(HERE), AddressSource.DIALED, HOUR);
        keeper.save();
        Files.delete(directory.resolve("peers.snapshot"));
        keeper.save();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void savesFromTimeToTime() {
        MemoryPeerStore store = store();
        PeerKeeper keeper = keeper(store);
        try (Tasks tasks = new Tasks("test", PeerKeeperTest.class.getClassLoader())) {
            tasks.fork("save", () -> keeper.run(Duration.ofMillis(1)));
            store.addAddresses(peer(1), List.of(HERE), AddressSource.DIALED, HOUR);
            Await.until("it is saved", () -> loaded().peers().equals(List.of(peer(1))));
            store.addAddresses(peer(2), List.of(HERE), AddressSource.DIALED, HOUR);
            Await.until("it is saved again", () -> loaded().peers().size() == 2);
        }
    }

    @Test
    void aDamagedFileIsSetAsideAndTheNodeGoesOn() throws IOException {
        Files.writeString(directory.resolve("peers.snapshot"), "jackfield peers\nbroken");
        MemoryPeerStore store = store();
        PeerKeeper keeper = keeper(store);
        keeper.load();
        store.addAddresses(peer(1), List.of(HERE), AddressSource.DIALED, HOUR);
        keeper.close();
        assertThat(loaded().peers()).containsExactly(peer(1));
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("peers.snapshot",
                    "peers.snapshot.corrupt-" + now.getEpochSecond());
        }
    }

    @Test
    void aDiskThatTakesNothingDoesNotHarm() throws IOException {
        MemoryPeerStore store = store();
        Files.createDirectory(directory.resolve("peers.snapshot.new"));
        PeerKeeper keeper = keeper(store);
        store.addAddresses(peer(1), List.of(HERE), AddressSource.DIALED, HOUR);
        keeper.save();
        Files.delete(directory.resolve("peers.snapshot.new"));
        keeper.save();
        assertThat(loaded().peers()).containsExactly(peer(1));
    }

    private MemoryPeerStore loaded() {
        MemoryPeerStore store = store();
        keeper(store).load();
        return store;
    }

    private MemoryPeerStore store() {
        return new MemoryPeerStore(PeerLimits.DEFAULT, () -> now, new KeyVerifier(), MemoryPeerStore.Surroundings.NONE);
    }

    private PeerKeeper keeper(MemoryPeerStore store) {
        return new PeerKeeper(store, directory, () -> now);
    }
}
