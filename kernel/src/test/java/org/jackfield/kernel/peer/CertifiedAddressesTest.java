package org.jackfield.kernel.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jackfield.kernel.peer.TestPeers.HERE;
import static org.jackfield.kernel.peer.TestPeers.THERE;
import static org.jackfield.kernel.peer.TestPeers.port;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;

import org.jackfield.crypto.KeyVerifier;
import org.jackfield.crypto.SoftwareIdentity;
import org.jackfield.spi.AddressSource;
import org.jackfield.spi.PeerFacts;
import org.jackfield.spi.RecordVerdict;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.peer.Identity;
import org.jackfield.spi.peer.KeyType;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerId;
import org.jackfield.spi.peer.PeerRecord;
import org.jackfield.spi.peer.PublicKey;
import org.jackfield.spi.peer.SignedEnvelope;

/** Rows S8, S9 and S10 of the attacks: strangers' records, stale addresses, a key that is not the peer's. */
final class CertifiedAddressesTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final PeerLimits LIMITS = new PeerLimits(500, 8);

    private final Identity peer = SoftwareIdentity.generate(KeyType.ED25519, new java.security.SecureRandom());
    private final Identity other = SoftwareIdentity.generate(KeyType.ED25519, new java.security.SecureRandom());
    private Instant now = Instant.EPOCH;
    private final MemoryPeerStore store = new MemoryPeerStore(LIMITS, () -> now, new KeyVerifier(), MemoryPeerStore.Surroundings.NONE);

    @Test
    void aNewerRecordDropsTheAddressesThatItLacks() {
        assertThat(certify(record(1, HERE, THERE))).isEqualTo(RecordVerdict.NEWER);
        assertThat(certify(record(2, THERE))).isEqualTo(RecordVerdict.NEWER);
        assertThat(store.addresses(peer.id())).containsExactly(THERE);
    }

    @Test
    void aRecordReplacesWhatThePeerSaidUnsignedButNotWhatOthersFound() {
        store.addAddresses(peer.id(), List.of(HERE), AddressSource.IDENTIFY, HOUR);
        store.addAddresses(peer.id(), List.of(port(7)), AddressSource.DIALED, HOUR);
        certify(record(1, THERE));
        assertThat(store.addresses(peer.id())).containsExactly(port(7), THERE);
    }

    @Test
    void anOlderRecordChangesNothingAndNeitherDoesAnotherOfTheSameNumber() {
        certify(record(5, HERE));
        assertThat(certify(record(4, THERE))).isEqualTo(RecordVerdict.OUTDATED);
        assertThat(certify(record(5, THERE))).isEqualTo(RecordVerdict.OUTDATED);
        assertThat(store.addresses(peer.id())).containsExactly(HERE);
    }

    @Test
    void sequenceNumbersAreUnsigned() {
        certify(record(7, HERE));
        assertThat(certify(record(-1, THERE))).isEqualTo(RecordVerdict.NEWER);
        assertThat(certify(record(8, HERE))).isEqualTo(RecordVerdict.OUTDATED);
    }

    @Test
    void theSameRecordLivesOn() {
        SignedEnvelope record = record(1, HERE);
        certify(record);
        now = now.plus(HOUR);
        assertThat(store.addresses(peer.id())).isEmpty();
        assertThat(certify(record)).isEqualTo(RecordVerdict.KNOWN);
        assertThat(store.addresses(peer.id())).containsExactly(HERE);
    }

    @Test
    void aRecordOfOnePeerSignedByAnotherIsRefused() {
        Bytes payload = new PeerRecord(peer.id(), 1, List.of(HERE)).encode();
        SignedEnvelope forged = SignedEnvelope.seal(other, PeerRecord.DOMAIN, PeerRecord.PAYLOAD_TYPE, payload);
        assertThat(certify(forged)).isEqualTo(RecordVerdict.FOREIGN);
        assertThat(store.certify(other.id(), forged, _ -> true, HOUR)).isEqualTo(RecordVerdict.FOREIGN);
        SignedEnvelope worn = new SignedEnvelope(peer.publicKey(), forged.payloadType(), forged.payload(), forged.signature());
        assertThat(certify(worn)).isEqualTo(RecordVerdict.BROKEN);
        assertThat(store.peers()).isEmpty();
    }

    @Test
    void aPeerBringsNobodyElsesRecordAsItsOwn() {
        assertThat(store.certify(other.id(), record(1, HERE), _ -> true, HOUR)).isEqualTo(RecordVerdict.FOREIGN);
        assertThat(store.peers()).isEmpty();
    }

    @Test
    void factsBringInNoRecordThatWasNotCertified() {
        SignedEnvelope certified = record(1, HERE);
        certify(certified);
        SignedEnvelope slippedIn = record(2, THERE);
        store.learn(peer.id(), new PeerFacts(Set.of(), List.of(), "a", "v", Optional.empty(), Optional.of(slippedIn)));
        assertThat(store.facts(peer.id()).orElseThrow().signedRecord()).contains(certified);
    }

    @Test
    void aBrokenSignatureIsRefused() {
        byte[] encoded = record(1, HERE).encode().toArray();
        encoded[encoded.length - 1] ^= 1;
        assertThat(certify(SignedEnvelope.decode(Bytes.copyOf(encoded)))).isEqualTo(RecordVerdict.BROKEN);
    }

    @Test
    void keepsOnlyAddressesThatAreOfUseAndAsManyAsThereIsRoomFor() {
        Multiaddr[] many = new Multiaddr[PeerRecord.MAX_ADDRESSES];
        for (int i = 0; i < many.length; i++) {
            many[i] = port(i);
        }
        store.certify(peer.id(), record(1, many), address -> !address.equals(port(0)), HOUR);
        assertThat(store.addresses(peer.id())).hasSize(LIMITS.maxAddresses()).startsWith(port(1));
    }

    @Test
    void theRecordsOfAHundredThousandStrangersLeaveTheStoreBounded() {
        MemoryPeerStore trusting = new MemoryPeerStore(LIMITS, () -> now, (_, _, _) -> true, MemoryPeerStore.Surroundings.NONE);
        byte[] key = new byte[32];
        for (int number = 0; number < 100_000; number++) {
            key[0] = (byte) number;
            key[1] = (byte) (number >> 8);
            key[2] = (byte) (number >> 16);
            PublicKey publicKey = new PublicKey(KeyType.ED25519, Bytes.copyOf(key));
            PeerId stranger = PeerId.of(publicKey);
            Bytes payload = new PeerRecord(stranger, 1, List.of(HERE)).encode();
            SignedEnvelope record = new SignedEnvelope(publicKey, PeerRecord.PAYLOAD_TYPE, payload, Bytes.EMPTY);
            assertThat(trusting.certify(stranger, record, _ -> true, HOUR)).isEqualTo(RecordVerdict.NEWER);
        }
        assertThat(trusting.peers()).hasSize(LIMITS.maxPeers());
    }

    private RecordVerdict certify(SignedEnvelope record) {
        return store.certify(peer.id(), record, _ -> true, HOUR);
    }

    private SignedEnvelope record(long sequence, Multiaddr... addresses) {
        return new PeerRecord(peer.id(), sequence, List.of(addresses)).seal(peer);
    }
}
