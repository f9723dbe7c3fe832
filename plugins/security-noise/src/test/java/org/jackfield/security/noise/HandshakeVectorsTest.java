package org.jackfield.security.noise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.datapath.Handshake;
import org.jackfield.spi.datapath.Role;
import org.jackfield.spi.datapath.SecureChannel;
import org.jackfield.spi.multiformats.Bytes;

/** Published and derived handshakes, byte for byte. */
class HandshakeVectorsTest {
    private static final List<ProtocolId> YAMUX = List.of(new ProtocolId("/yamux/1.0.0"));

    static Stream<Candidate> implementations() {
        return Stream.of(Candidate.conscrypt(), Candidate.jdk(), Candidate.bouncyCastle());
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void speaksTheCacophonyHandshake(Candidate implementation) throws Exception {
        var primitives = implementation.load().load();
        Vectors vectors = Vectors.read("cacophony.txt");
        HandshakeState initiator = state(primitives, vectors, Role.INITIATOR, "initiator");
        HandshakeState responder = state(primitives, vectors, Role.RESPONDER, "responder");
        exchange(vectors, 1, initiator, responder);
        exchange(vectors, 2, responder, initiator);
        exchange(vectors, 3, initiator, responder);
        assertThat(initiator.hash()).isEqualTo(vectors.bytes("hash")).isEqualTo(responder.hash());

        byte[] payload = vectors.bytes("payload.4");
        var out = Unpooled.buffer();
        new CipherState(primitives.ciphers().sealing(responder.keys()[0])).seal(FrameCipher.NOTHING, Unpooled.wrappedBuffer(payload),
                payload.length, out);
        assertThat(ByteBufUtil.getBytes(out)).isEqualTo(vectors.bytes("message.4"));
        assertThat(initiator.keys()[1]).isEqualTo(responder.keys()[0]);
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void speaksTheLibp2pHandshake(Candidate implementation) throws Exception {
        var primitives = implementation.load().load();
        Vectors vectors = Vectors.read("libp2p.txt");
        MemoryLink[] link = MemoryLink.pair(data -> data, data -> data);
        Handshaker initiator = handshaker(primitives, vectors, "initiator", TestIdentity.ALICE, link[0],
                new Handshake(Role.INITIATOR, Optional.of(TestIdentity.BOB.id()), YAMUX));
        Handshaker responder = handshaker(primitives, vectors, "responder", TestIdentity.BOB, link[1],
                new Handshake(Role.RESPONDER, Optional.empty(), YAMUX));
        SecureChannel[] channels = new SecureChannel[2];
        Thread other = Thread.ofVirtual().start(() -> channels[1] = Parties.unchecked(responder::run));
        channels[0] = initiator.run();
        other.join();

        assertThat(link[0].written())
                .isEqualTo(Bytes.concat(Bytes.copyOf(vectors.bytes("frame.1")), Bytes.copyOf(vectors.bytes("frame.3"))).toArray());
        assertThat(link[1].written()).isEqualTo(vectors.bytes("frame.2"));
        assertThat(initiator.hash()).isEqualTo(vectors.bytes("hash")).isEqualTo(responder.hash());
        assertThat(channels[0].peer()).hasToString("12D3KooWJWoaqZhDaoEFshF7Rh1bpY9ohihFhzcW6d69Lr2NASuq");
        assertThat(channels[1].peer()).hasToString("12D3KooWK99VoVxNE7XzyBwXEzW7xhK7Gpv85r9F3V3fyKSUKPH5");
        assertThat(channels[0].earlyMuxer()).contains(YAMUX.getFirst()).isEqualTo(channels[1].earlyMuxer());

        EmbeddedChannel sender = new EmbeddedChannel(channels[0].codec());
        sender.writeOutbound(Unpooled.copiedBuffer(vectors.bytes("plain")));
        assertThat(Parties.drain(sender::readOutbound)).isEqualTo(vectors.bytes("transport"));
    }

    @Test
    void derivesTheCipherKeysOfTheLibp2pHandshake() throws Exception {
        var primitives = Candidate.bouncyCastle().load().load();
        Vectors vectors = Vectors.read("libp2p.txt");
        HandshakeState initiator = new HandshakeState(Role.INITIATOR, primitives.ciphers(), new byte[0],
                primitives.curve().of(vectors.bytes("initiator.static")), primitives.curve().of(vectors.bytes("initiator.ephemeral")));
        initiator.write(new byte[0]);
        byte[] frame = vectors.bytes("frame.2");
        byte[] payload = initiator.read(java.util.Arrays.copyOfRange(frame, 2, frame.length));
        assertThat(payload).isEqualTo(vectors.bytes("payload.responder"));
        initiator.write(vectors.bytes("payload.initiator"));
        assertThat(initiator.keys()).isDeepEqualTo(new byte[][]{vectors.bytes("key.initiator"), vectors.bytes("key.responder")});
    }

    @Test
    void derivesKeysAsPublished() {
        Vectors vectors = Vectors.read("hkdf.txt");
        assertThat(Hkdf.derive(vectors.bytes("ck"), vectors.bytes("ikm"), 3))
                .isDeepEqualTo(new byte[][]{vectors.bytes("out.1"), vectors.bytes("out.2"), vectors.bytes("out.3")});
    }

    @Test
    void readsAndWritesThePayloadsOfTheVectors() throws Exception {
        Vectors vectors = Vectors.read("libp2p.txt");
        for (String name : List.of("payload.initiator", "payload.responder")) {
            Payload payload = Payload.decode(vectors.bytes(name));
            assertThat(payload.muxers()).containsExactly("/yamux/1.0.0");
            assertThat(payload.encode()).isEqualTo(vectors.bytes(name));
        }
    }

    private static void exchange(Vectors vectors, int number, HandshakeState from, HandshakeState to) throws Exception {
        byte[] payload = vectors.bytes("payload." + number);
        byte[] message = from.write(payload);
        assertThat(message).isEqualTo(vectors.bytes("message." + number));
        assertThat(to.read(message)).isEqualTo(payload);
    }

    private static HandshakeState state(Candidate.Primitives primitives, Vectors vectors, Role role, String name) throws Exception {
        return new HandshakeState(role, primitives.ciphers(), vectors.bytes("prologue"),
                primitives.curve().of(vectors.bytes(name + ".static")),
                primitives.curve().of(vectors.bytes(name + ".ephemeral")));
    }

    private static Handshaker handshaker(Candidate.Primitives primitives, Vectors vectors, String name, TestIdentity identity,
            MemoryLink link,
            Handshake request) throws Exception {
        StaticKey key = StaticKey.sign(primitives.curve().of(vectors.bytes(name + ".static")), identity);
        return new Handshaker(primitives.ciphers(), key, primitives.curve().of(vectors.bytes(name + ".ephemeral")), TestIdentity.VERIFIER,
                link, request);
    }
}
