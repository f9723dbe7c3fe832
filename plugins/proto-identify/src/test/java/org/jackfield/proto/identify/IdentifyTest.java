package org.jackfield.proto.identify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.jackfield.spi.LimitExceeded;
import org.jackfield.spi.PeerFacts;
import org.jackfield.spi.PeerStream;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.ProtocolViolation;
import org.jackfield.spi.StreamReset;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.MalformedException;
import org.jackfield.spi.peer.Identity;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerRecord;
import org.jackfield.spi.peer.SignedEnvelope;
import org.jackfield.spi.tck.Await;
import org.jackfield.spi.tck.FakeHost;
import org.jackfield.spi.tck.MemoryStream;
import org.jackfield.spi.tck.ProtocolContract;
import org.jackfield.spi.tck.TestIdentities;

@Timeout(60)
class IdentifyTest extends ProtocolContract<IdentifyConfig> {
    IdentifyTest() {
        super(new IdentifyProvider(), new IdentifyProvider().defaults());
    }

    @Override
    protected List<Request> requests() {
        Bytes said = IdentifyEncoder.encode(Peers.message(identity())).getFirst();
        return List.of(new Request(IdentifyProtocol.ID, Bytes.EMPTY), new Request(IdentifyProtocol.PUSH, Bytes.copyOf(Peers.framed(said))));
    }

    @Test
    void tellsBothEndsOfAConnectionWhoTheOtherIs() throws IOException {
        FakeHost one = host();
        FakeHost other = anotherHost();
        one.serve(Peers.PROTOCOL, _ -> {});
        one.connect(other);
        PeerFacts ofOther = await(one, other);
        PeerFacts ofOne = await(other, one);
        assertThat(ofOther.listenAddresses()).isEqualTo(other.addresses());
        assertThat(ofOther.agent()).startsWith("jackfield");
        assertThat(ofOther.protocolVersion()).isEqualTo("ipfs/0.1.0");
        assertThat(ofOther.observedAddress()).contains(one.addresses().getFirst());
        assertThat(ofOther.signedRecord()).isPresent();
        assertThat(ofOther.protocols()).containsExactlyInAnyOrder(IdentifyProtocol.ID, IdentifyProtocol.PUSH);
        assertThat(ofOne.protocols()).contains(Peers.PROTOCOL);
        assertThat(one.peers().addresses(other.id())).isEqualTo(other.addresses());
    }

    @Test
    void answersWithTheKeyInTheFirstMessage() throws IOException {
        List<Bytes> messages = ask();
        assertThat(messages).hasSize(1);
        IdentifyMessage message = decode(messages);
        assertThat(message.publicKey()).contains(host().identity().publicKey());
        PeerRecord record = PeerRecord.open(SignedEnvelope.decode(message.signedPeerRecord().orElseThrow()), TestIdentities.verifier());
        assertThat(record.peer()).isEqualTo(host().id());
        assertThat(record.addresses()).isEqualTo(host().addresses());
    }

    @Test
    void answersWithACompleteFirstMessageWhenTheRecordDoesNotFit() throws IOException {
        List<Multiaddr> many = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            many.add(Multiaddr.parse("/ip4/127.0.0.1/tcp/" + (6000 + i)));
            host().serve(new ProtocolId("/some/protocol/" + i % 80), _ -> {});
        }
        host().addresses(many);
        List<Bytes> messages = ask();
        assertThat(messages).hasSize(2);
        assertThat(messages.getFirst().length()).isLessThanOrEqualTo(4096);
        IdentifyMessage first = decode(messages.subList(0, 1));
        assertThat(first.protocols()).hasSize(82);
        assertThat(first.listenAddresses()).hasSize(20);
        assertThat(decode(messages).signedPeerRecord()).isPresent();
    }

    @Test
    void hidesLoopbackAndSiteAddressesFromPeersElsewhere() throws IOException {
        Multiaddr world = Multiaddr.parse("/ip4/8.8.8.8/tcp/1");
        host().addresses(List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/1"), Multiaddr.parse("/ip4/10.0.0.1/tcp/1"), world));
        caller().addresses(List.of(Multiaddr.parse("/ip4/9.9.9.9/tcp/1")));
        IdentifyMessage message = decode(ask());
        assertThat(message.listenAddresses()).containsExactly(world);
        SignedEnvelope envelope = SignedEnvelope.decode(message.signedPeerRecord().orElseThrow());
        assertThat(PeerRecord.decode(envelope.payload()).addresses()).containsExactly(world);
    }

    @Test
    void keepsNoLoopbackAddressOfAPeerElsewhere() throws IOException {
        caller().addresses(List.of(Multiaddr.parse("/ip4/9.9.9.9/tcp/1")));
        Multiaddr world = Multiaddr.parse("/ip4/9.9.9.9/tcp/4001");
        IdentifyMessage said = Peers.message(identity());
        PeerFacts facts = learn(new IdentifyMessage(said.publicKey(), List.of(Peers.SAID, world), said.protocols(), said.observedAddress(),
                said.protocolVersion(), said.agentVersion(), Optional.empty()));
        assertThat(facts.listenAddresses()).containsExactly(world);
    }

    @Test
    void takesTheAddressesOfTheRecordRatherThanThoseSaid() throws IOException {
        PeerFacts facts = learn(Peers.with(Peers.message(identity()), Peers.record(identity(), 1, Peers.CERTIFIED)));
        assertThat(facts.listenAddresses()).containsExactly(Peers.CERTIFIED);
        assertThat(facts.signedRecord()).isPresent();
        assertThat(host().peers().addresses(caller().id())).containsExactly(Peers.CERTIFIED);
    }

    @Test
    void takesNoAddressesFromARecordOfAStranger() throws IOException {
        PeerFacts facts = learn(Peers.with(Peers.message(identity()), Peers.record(TestIdentities.next(), 1, Peers.CERTIFIED)));
        assertThat(facts.listenAddresses()).isEmpty();
        assertThat(facts.signedRecord()).isEmpty();
        assertThat(facts.protocols()).containsExactly(Peers.PROTOCOL);
        assertThat(host().peers().peers()).containsExactly(caller().id());
    }

    @Test
    void takesNoAddressesFromARecordOfOnePeerSignedByAnother() throws IOException {
        Identity victim = TestIdentities.next();
        Bytes payload = new PeerRecord(victim.id(), 1, List.of(Peers.CERTIFIED)).encode();
        Bytes forged = SignedEnvelope.seal(identity(), PeerRecord.DOMAIN, PeerRecord.PAYLOAD_TYPE, payload).encode();
        PeerFacts facts = learn(Peers.with(Peers.message(identity()), forged));
        assertThat(facts.listenAddresses()).isEmpty();
        assertThat(facts.signedRecord()).isEmpty();
        assertThat(host().peers().addresses(victim.id())).isEmpty();
    }

    @Test
    void fallsBackToTheAddressesSaidWhenTheRecordIsBroken() throws IOException {
        byte[] record = Peers.record(identity(), 1, Peers.CERTIFIED).toArray();
        record[record.length - 1] ^= 1;
        PeerFacts facts = learn(Peers.with(Peers.message(identity()), Bytes.copyOf(record)));
        assertThat(facts.listenAddresses()).containsExactly(Peers.SAID);
        assertThat(facts.signedRecord()).isEmpty();
    }

    @Test
    void keepsNothingOfAPeerThatShowsAnotherKey() throws IOException {
        caller().serve(IdentifyProtocol.ID, Peers.answering(Peers.message(TestIdentities.next())));
        host().connect(caller());
        Await.until("the peer was asked", () -> !caller().served().isEmpty());
        assertThat(caller().served().getFirst().failure()).isNull();
        FakeHost asking = host();
        Await.until("the question is over", () -> asking.connections().getFirst().streams() == 0);
        assertThat(host().peers().facts(caller().id())).isEmpty();
    }

    @Test
    void dropsTheAddressesThatANewerRecordLacks() throws IOException {
        learn(Peers.with(Peers.message(identity()), Peers.record(identity(), 1, Peers.CERTIFIED, Peers.SAID)));
        push(Peers.onlyRecord(Peers.record(identity(), 2, Peers.SAID, Peers.NEWER)));
        assertThat(host().peers().addresses(caller().id())).containsExactlyInAnyOrder(Peers.SAID, Peers.NEWER);
    }

    @Test
    void keepsTheNewerRecordWhenAnOlderOneComes() throws IOException {
        learn(Peers.with(Peers.message(identity()), Peers.record(identity(), -1, Peers.NEWER)));
        push(Peers.onlyRecord(Peers.record(identity(), 7, Peers.CERTIFIED)));
        PeerFacts facts = host().peers().facts(caller().id()).orElseThrow();
        assertThat(facts.listenAddresses()).containsExactly(Peers.NEWER);
        assertThat(host().peers().addresses(caller().id())).containsExactly(Peers.NEWER);
    }

    @Test
    void changesOnlyWhatAPushNames() throws IOException {
        PeerFacts before = learn(Peers.message(identity()));
        ProtocolId added = new ProtocolId("/added/1.0.0");
        push(new IdentifyMessage(Optional.empty(), List.of(), List.of(added), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty()));
        PeerFacts after = host().peers().facts(caller().id()).orElseThrow();
        assertThat(after.protocols()).containsExactly(added);
        assertThat(after.agent()).isEqualTo(before.agent());
        assertThat(after.listenAddresses()).isEqualTo(before.listenAddresses());
        assertThat(after.observedAddress()).isEqualTo(before.observedAddress());
    }

    @Test
    void pushesToConnectedPeersWhenItsAddressesChange() throws IOException {
        FakeHost one = host();
        FakeHost other = anotherHost();
        one.connect(other);
        await(other, one);
        await(one, other);
        List<Multiaddr> moved = List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/7777"));
        context().clock().advance(Duration.ofSeconds(1));
        one.addresses(moved);
        Await.until("the peer knows", () -> other.peers().facts(one.id()).orElseThrow().listenAddresses().equals(moved));
        assertThat(other.peers().addresses(one.id())).contains(moved.getFirst());
    }

    @Test
    void pushesToNobodyWhoDoesNotServeIt() throws IOException {
        learn(Peers.message(identity()));
        caller().serve(IdentifyProtocol.PUSH, stream -> stream.in().readAllBytes());
        int before = caller().served().size();
        host().addresses(List.of(Peers.NEWER));
        Await.until("the round is over", () -> context().running() == 1);
        assertThat(caller().served()).hasSize(before);
    }

    @Test
    void takesNoMorePushesThanItsRateAllows() throws IOException {
        int refused = 0;
        for (int i = 0; i < 200; i++) {
            MemoryStream stream = open(IdentifyProtocol.PUSH);
            stream.closeWrite();
            refused += host().served().getLast().failure() instanceof LimitExceeded ? 1 : 0;
        }
        assertThat(refused).isEqualTo(190);
        context().clock().advance(config().refill());
        push(Peers.message(identity()));
        assertThat(host().peers().facts(caller().id())).isPresent();
    }

    @Test
    void refusesAHundredChunks() throws IOException {
        MemoryStream stream = open(IdentifyProtocol.PUSH);
        assertThatThrownBy(() -> {
            for (int i = 0; i < 100; i++) {
                Delimited.write(stream.out(), IdentifyEncoder.encode(Peers.message(identity())).getFirst());
            }
            stream.closeWrite();
            stream.in().read();
        }).isInstanceOf(StreamReset.class);
        assertThat(host().served().getLast().failure()).isInstanceOf(ProtocolViolation.class).hasMessageContaining("at most 10 messages");
        assertThat(host().peers().facts(caller().id())).isEmpty();
    }

    @Test
    void refusesAMessageThatClaimsToBeHuge() throws IOException {
        MemoryStream stream = open(IdentifyProtocol.PUSH);
        stream.out().write(new byte[]{(byte) 0xff, (byte) 0xff, 0x7f, 1, 2, 3});
        stream.out().flush();
        assertThat(host().served().getLast().failure()).isInstanceOf(ProtocolViolation.class).hasMessageContaining("8192");
    }

    @Test
    void saysWhichMessageWasMalformed() throws IOException {
        MemoryStream stream = open(IdentifyProtocol.PUSH);
        stream.out().write(Peers.framed(Bytes.of(0x0b)));
        stream.closeWrite();
        assertThat(host().served().getLast().failure()).isInstanceOf(ProtocolViolation.class).hasCauseInstanceOf(MalformedException.class);
    }

    @Test
    void letsTheAddressesOfConnectedPeersLiveOn() throws IOException {
        learn(Peers.message(identity()));
        PeerBook book = new PeerBook(context());
        context().clock().advance(PeerBook.RENEWAL.plusSeconds(1));
        book.renew();
        context().clock().advance(PeerBook.RENEWAL.plusSeconds(1));
        assertThat(host().peers().addresses(caller().id())).containsExactly(Peers.SAID);
        context().clock().advance(PeerBook.LIFETIME);
        assertThat(host().peers().addresses(caller().id())).isEmpty();
    }

    @Test
    void refusesOptionsOutOfRange() {
        IdentifyConfig good = config();
        assertThatIllegalArgumentException().isThrownBy(() -> new IdentifyConfig("x".repeat(129), "", good.timeout(), 1, good.refill()));
        assertThatIllegalArgumentException().isThrownBy(() -> new IdentifyConfig("", "", Duration.ZERO, 1, good.refill()));
        assertThatIllegalArgumentException().isThrownBy(() -> new IdentifyConfig("", "", good.timeout(), 0, good.refill()));
        assertThatIllegalArgumentException().isThrownBy(() -> new IdentifyConfig("", "", good.timeout(), 1, Duration.ofDays(1)));
    }

    private Identity identity() {
        return caller().identity();
    }

    /** Connects a peer that answers with a message, and gives what was learned. */
    private PeerFacts learn(IdentifyMessage message) throws IOException {
        caller().serve(IdentifyProtocol.ID, Peers.answering(message));
        host().connect(caller());
        return await(host(), caller());
    }

    private void push(IdentifyMessage message) throws IOException {
        try (PeerStream stream = open(IdentifyProtocol.PUSH)) {
            Peers.write(stream, message);
            stream.closeWrite();
            assertThat(stream.in().read()).isEqualTo(-1);
        }
        assertThat(host().served().getLast().failure()).isNull();
    }

    private List<Bytes> ask() throws IOException {
        ByteArrayInputStream answer = new ByteArrayInputStream(exchange(IdentifyProtocol.ID, new byte[0]));
        List<Bytes> messages = new ArrayList<>();
        Optional<Bytes> message;
        while ((message = Delimited.read(answer, IdentifyDecoder.MAX_MESSAGE)).isPresent()) {
            messages.add(message.get());
        }
        return messages;
    }

    private static IdentifyMessage decode(List<Bytes> messages) {
        IdentifyDecoder decoder = new IdentifyDecoder();
        messages.forEach(decoder::add);
        return decoder.message();
    }

    private static PeerFacts await(FakeHost host, FakeHost peer) {
        Await.until("the peer is identified", () -> host.peers().facts(peer.id()).isPresent());
        return host.peers().facts(peer.id()).orElseThrow();
    }
}
