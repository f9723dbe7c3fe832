package org.jackfield.security.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.jackfield.security.noise.Candidate.Primitives;
import org.jackfield.spi.HandshakeFailed;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.datapath.Handshake;
import org.jackfield.spi.datapath.Role;
import org.jackfield.spi.datapath.SecureChannel;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.peer.PeerId;

/** Both roles against each other, and against what an attacker may do to them. */
class HandshakeTest {
    private static final int FRAME_1 = 34;

    private static Primitives primitives;
    private static StaticKey alice;
    private static StaticKey bob;

    @BeforeAll
    static void makeKeys() throws Exception {
        primitives = Candidate.bouncyCastle().load().load();
        alice = StaticKey.generate(primitives.curve(), TestIdentity.ALICE);
        bob = StaticKey.generate(primitives.curve(), TestIdentity.BOB);
    }

    @Test
    void provesBothPeersAndReadsNothingBeyondTheHandshake() throws Exception {
        Ends ends = new Ends(UnaryOperator.identity(), UnaryOperator.identity());
        SecureChannel[] channels = ends.run(ends.initiator(alice, TestIdentity.BOB), ends.responder(bob, Optional.of(TestIdentity.ALICE)));
        assertThat(channels[0].peer()).isEqualTo(TestIdentity.BOB.id());
        assertThat(channels[1].peer()).isEqualTo(TestIdentity.ALICE.id());
        ends.links[0].write(new byte[7]);
        assertThat(ends.links[1].buffered()).isEqualTo(7);
    }

    @Test
    void leavesWhatFollowsMessage3ForTheCodec() throws Exception {
        // the initiator's first frame in one packet with message 3
        Ends ends = new Ends(data -> data.length == FRAME_1 ? data : Arrays.copyOf(data, data.length + 21), UnaryOperator.identity());
        ends.run(ends.initiator(alice, TestIdentity.BOB), ends.responder(bob, Optional.empty()));
        assertThat(ends.links[1].buffered()).isEqualTo(21);
    }

    @Test
    void refusesAResponderThatIsSomeoneElse() {
        Ends ends = new Ends(UnaryOperator.identity(), UnaryOperator.identity());
        assertThatThrownBy(() -> ends.run(ends.initiator(alice, TestIdentity.EVE), ends.responder(bob, Optional.empty())))
                .isInstanceOf(HandshakeFailed.class).hasMessageContaining(TestIdentity.EVE.id().toString())
                .hasMessageContaining(TestIdentity.BOB.id().toString());
        assertThat(ends.links[0].written()).as("our identity must not go to a stranger").hasSize(FRAME_1);
    }

    @Test
    void refusesAnInitiatorThatIsSomeoneElse() {
        Ends ends = new Ends(UnaryOperator.identity(), UnaryOperator.identity());
        assertThatThrownBy(() -> ends.run(ends.initiator(alice, TestIdentity.BOB), ends.responder(bob, Optional.of(TestIdentity.EVE))))
                .isInstanceOf(HandshakeFailed.class).hasMessageContaining(TestIdentity.EVE.id().toString());
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void refusesASignatureOfAnotherKey(boolean forgedByInitiator) {
        // Eve knows Bob's public key but signs with her own
        StaticKey eve = StaticKey.sign(bob.pair(), TestIdentity.EVE);
        StaticKey forged = new StaticKey(eve.pair(), TestIdentity.BOB.publicKey().encode(), eve.signature());
        assertRefused(forged, forgedByInitiator, "signature");
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void refusesASignatureOverAnotherStaticKey(boolean forgedByInitiator) throws Exception {
        // a signature overheard elsewhere, replayed with a static key that Eve holds
        StaticKey forged = new StaticKey(primitives.curve().generate(), bob.identityKey(), bob.signature());
        assertRefused(forged, forgedByInitiator, "signature");
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void refusesAnOversizedRsaKeyBeforeAnyArithmetic(boolean forgedByInitiator) {
        for (int bits : new int[]{16_384, 64_000}) {
            Bytes key = rsaKey(bits);
            long start = System.nanoTime();
            assertThatThrownBy(() -> org.jackfield.spi.peer.PublicKey.decode(key)).isInstanceOf(IllegalArgumentException.class);
            assertThat(System.nanoTime() - start).as("%d bits", bits).isLessThan(TimeUnit.MILLISECONDS.toNanos(500));
            assertRefused(new StaticKey(bob.pair(), key, bob.signature()), forgedByInitiator, "identity key is not accepted");
        }
    }

    @ParameterizedTest
    @CsvSource({"308480000000", "30887fffffffffffffff", "3080", "30847fffffff", "30820fff30"})
    void refusesKeysWithAbsurdDerLengths(String der) {
        byte[] data = Bytes.ofHex(der).toArray();
        byte[] key = new byte[4 + data.length];
        key[0] = 0x08;
        key[2] = 0x12;
        key[3] = (byte) data.length;
        System.arraycopy(data, 0, key, 4, data.length);
        for (byte type : new byte[]{0, 3}) {
            key[1] = type;
            assertRefused(new StaticKey(bob.pair(), Bytes.copyOf(key), bob.signature()), true, "identity key is not accepted");
        }
    }

    @Test
    void refusesAPayloadInMessage1() throws Exception {
        Ends ends = new Ends(data -> {
            byte[] longer = Arrays.copyOf(data, data.length + 1);
            longer[1]++;
            return data.length == FRAME_1 ? longer : data;
        }, UnaryOperator.identity());
        assertThatThrownBy(() -> ends.run(ends.initiator(alice, TestIdentity.BOB), ends.responder(bob, Optional.empty())))
                .isInstanceOf(HandshakeFailed.class).hasMessageContaining("message 1 carries 1 bytes");
    }

    @Test
    void noticesEveryFlippedBit() throws Exception {
        Ends good = new Ends(UnaryOperator.identity(), UnaryOperator.identity());
        good.run(good.initiator(alice, TestIdentity.BOB), good.responder(bob, Optional.empty()));
        int fromInitiator = good.links[0].written().length;
        int fromResponder = good.links[1].written().length;
        // an altered length of a message may only make the other end wait for the deadline
        for (int at = 2; at < fromInitiator; at++) {
            if (at == FRAME_1 || at == FRAME_1 + 1) {
                continue;
            }
            Ends ends = new Ends(flipping(at), UnaryOperator.identity());
            assertFails(ends, ends.initiator(alice, TestIdentity.BOB), ends.responder(bob, Optional.empty()), "initiator's byte " + at);
        }
        for (int at = 2; at < fromResponder; at++) {
            Ends ends = new Ends(UnaryOperator.identity(), flipping(at));
            assertFails(ends, ends.initiator(alice, TestIdentity.BOB), ends.responder(bob, Optional.empty()), "responder's byte " + at);
        }
    }

    @Test
    void failsWhereverTheLinkEnds() throws Exception {
        Ends good = new Ends(UnaryOperator.identity(), UnaryOperator.identity());
        good.run(good.initiator(alice, TestIdentity.BOB), good.responder(bob, Optional.empty()));
        byte[] toInitiator = good.links[1].written();
        byte[] toResponder = good.links[0].written();
        for (int length = 0; length < toInitiator.length; length += 5) {
            MemoryLink link = MemoryLink.receiving(Arrays.copyOf(toInitiator, length));
            Handshaker initiator = handshaker(alice, link, new Handshake(Role.INITIATOR, Optional.empty(), List.of()));
            assertThatThrownBy(initiator::run).isInstanceOf(HandshakeFailed.class).hasMessageContaining("ended the link");
        }
        for (int length = 0; length < FRAME_1; length++) {
            MemoryLink link = MemoryLink.receiving(Arrays.copyOf(toResponder, length));
            Handshaker responder = handshaker(bob, link, new Handshake(Role.RESPONDER, Optional.empty(), List.of()));
            assertThatThrownBy(responder::run).isInstanceOf(HandshakeFailed.class).hasMessageContaining("ended the link");
        }
    }

    @Test
    void failsWhereverMessage3Ends() throws Exception {
        for (int length = 0; length < 150; length += 7) {
            int cut = length;
            Ends ends = new Ends(data -> data.length == FRAME_1 ? data : Arrays.copyOf(data, cut), UnaryOperator.identity());
            Handshaker responder = ends.responder(bob, Optional.empty());
            var failure = new CompletableFuture<IOException>();
            Ends.start(responder, ends.links[1], failure);
            ends.initiator(alice, TestIdentity.BOB).run();
            ends.links[0].close();
            assertThat(failure.get(10, TimeUnit.SECONDS)).isInstanceOf(HandshakeFailed.class).hasMessageContaining("ended the link");
        }
    }

    @Test
    void refusesJunkAtOnce() {
        byte[] junk = new byte[64 * 1024];
        Arrays.fill(junk, (byte) 0xff);
        for (Role role : Role.values()) {
            Handshaker party = handshaker(bob, MemoryLink.receiving(junk), new Handshake(role, Optional.empty(), List.of()));
            assertThatThrownBy(party::run).isInstanceOf(HandshakeFailed.class).hasMessageContaining("65535 bytes");
        }
    }

    @Test
    void refusesKeysOfSmallOrder() {
        byte[] zeros = new byte[FRAME_1];
        zeros[1] = Curve.BYTES;
        Handshaker responder = handshaker(bob, MemoryLink.receiving(zeros), new Handshake(Role.RESPONDER, Optional.empty(), List.of()));
        assertThatThrownBy(responder::run).isInstanceOf(HandshakeFailed.class).hasMessageContaining("small order");
    }

    @ParameterizedTest
    @CsvSource(nullValues = "none", value = {
        // initiator, responder, chosen
        "yamux, yamux, yamux", "yamux mplex, mplex yamux, yamux", "mplex yamux, yamux mplex, mplex", "mplex, yamux mplex, mplex",
        "yamux, mplex, none", "yamux, none, none", "none, yamux, none", "none, none, none"})
    void agreesOnTheFirstMuxerOfTheInitiatorThatBothHave(String initiators, String responders, String chosen) throws Exception {
        Ends ends = new Ends(UnaryOperator.identity(), UnaryOperator.identity());
        SecureChannel[] channels = ends.run(
                handshaker(alice, ends.links[0], new Handshake(Role.INITIATOR, Optional.empty(), muxers(initiators))),
                handshaker(bob, ends.links[1], new Handshake(Role.RESPONDER, Optional.empty(), muxers(responders))));
        Optional<ProtocolId> expected = muxers(chosen).stream().findFirst();
        assertThat(channels[0].earlyMuxer()).isEqualTo(expected);
        assertThat(channels[1].earlyMuxer()).isEqualTo(expected);
    }

    private static void assertRefused(StaticKey forged, boolean forgedByInitiator, String why) {
        Ends ends = new Ends(UnaryOperator.identity(), UnaryOperator.identity());
        assertThatThrownBy(() -> ends.run(ends.initiator(forgedByInitiator ? forged : alice, null),
                ends.responder(forgedByInitiator ? alice : forged, Optional.empty())))
                .isInstanceOf(HandshakeFailed.class).hasMessageContaining(why);
    }

    private static void assertFails(Ends ends, Handshaker initiator, Handshaker responder, String what) {
        assertThatThrownBy(() -> ends.run(initiator, responder)).as(what).isInstanceOf(HandshakeFailed.class);
    }

    private static UnaryOperator<byte[]> flipping(int at) {
        int[] seen = {0};
        return data -> {
            int index = at - seen[0];
            seen[0] += data.length;
            if (index >= 0 && index < data.length) {
                data[index] ^= 0x40;
            }
            return data;
        };
    }

    private static List<ProtocolId> muxers(String names) {
        return names == null ? List.of() : Arrays.stream(names.split(" ")).map(name -> new ProtocolId("/" + name + "/1.0.0")).toList();
    }

    private static Handshaker handshaker(StaticKey key, MemoryLink link, Handshake request) {
        try {
            return new Handshaker(primitives.ciphers(), key, primitives.curve().generate(), TestIdentity.VERIFIER, link, request);
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The protobuf of an RSA key: SubjectPublicKeyInfo with a modulus of ones. */
    private static Bytes rsaKey(int bits) {
        byte[] modulus = new byte[bits / 8];
        Arrays.fill(modulus, (byte) 0xff);
        try {
            var spec = new java.security.spec.RSAPublicKeySpec(new java.math.BigInteger(1, modulus), java.math.BigInteger.valueOf(65_537));
            byte[] der = new org.bouncycastle.asn1.x509.SubjectPublicKeyInfo(
                    new org.bouncycastle.asn1.x509.AlgorithmIdentifier(org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers.rsaEncryption,
                            org.bouncycastle.asn1.DERNull.INSTANCE),
                    new org.bouncycastle.asn1.pkcs.RSAPublicKey(spec.getModulus(), spec.getPublicExponent())).getEncoded();
            var out = new java.io.ByteArrayOutputStream();
            var coded = com.google.protobuf.CodedOutputStream.newInstance(out);
            coded.writeEnum(1, 0);
            coded.writeByteArray(2, der);
            coded.flush();
            return Bytes.copyOf(out.toByteArray());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Two ends of one link, each run on a thread; a failing end ends the link. */
    private static final class Ends {
        final MemoryLink[] links;

        Ends(UnaryOperator<byte[]> fromInitiator, UnaryOperator<byte[]> fromResponder) {
            links = MemoryLink.pair(fromInitiator, fromResponder);
        }

        Handshaker initiator(StaticKey key, TestIdentity expected) {
            Optional<PeerId> peer = Optional.ofNullable(expected).map(TestIdentity::id);
            return handshaker(key, links[0], new Handshake(Role.INITIATOR, peer, List.of()));
        }

        Handshaker responder(StaticKey key, Optional<TestIdentity> expected) {
            return handshaker(key, links[1], new Handshake(Role.RESPONDER, expected.map(TestIdentity::id), List.of()));
        }

        /** Gives both outcomes, or throws the failure of the end that failed first. */
        SecureChannel[] run(Handshaker initiator, Handshaker responder) throws Exception {
            var first = new CompletableFuture<IOException>();
            var a = start(initiator, links[0], first);
            var b = start(responder, links[1], first);
            try {
                return new SecureChannel[]{a.get(10, TimeUnit.SECONDS), b.get(10, TimeUnit.SECONDS)};
            } catch (ExecutionException e) {
                throw first.get(10, TimeUnit.SECONDS);
            }
        }

        private static CompletableFuture<SecureChannel> start(Handshaker party, MemoryLink link, CompletableFuture<IOException> first) {
            var outcome = new CompletableFuture<SecureChannel>();
            Thread.ofVirtual().start(() -> {
                try {
                    outcome.complete(party.run());
                } catch (IOException | RuntimeException e) {
                    first.complete(e instanceof IOException io ? io : new IOException(e));
                    outcome.completeExceptionally(e);
                    link.close();
                }
            });
            return outcome;
        }
    }
}
