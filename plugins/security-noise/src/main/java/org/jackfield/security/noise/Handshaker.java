package org.jackfield.security.noise;

import java.io.EOFException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;

import org.jackfield.spi.HandshakeFailed;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.ProtocolViolation;
import org.jackfield.spi.datapath.Handshake;
import org.jackfield.spi.datapath.Preamble;
import org.jackfield.spi.datapath.Role;
import org.jackfield.spi.datapath.SecureChannel;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.MalformedException;
import org.jackfield.spi.peer.PeerId;
import org.jackfield.spi.peer.PublicKey;
import org.jackfield.spi.peer.SignatureVerifier;

/** One handshake, from the first byte to the codec. Source: libp2p specs, noise/README.md. */
final class Handshaker {
    /** Room for the longest payload, both keys and both tags. */
    private static final int MAX_MESSAGE = Payload.MAX_BYTES + 2 * (Curve.BYTES + FrameCipher.TAG);
    private static final byte[] NO_PROLOGUE = {};
    private static final byte[] NO_PAYLOAD = {};

    private final FrameCipher.Factory ciphers;
    private final StaticKey ours;
    private final SignatureVerifier verifier;
    private final Preamble raw;
    private final Handshake request;
    private final HandshakeState state;

    Handshaker(FrameCipher.Factory ciphers, StaticKey ours, Curve.KeyPair ephemeral, SignatureVerifier verifier, Preamble raw,
            Handshake request) {
        this.ciphers = ciphers;
        this.ours = ours;
        this.verifier = verifier;
        this.raw = raw;
        this.request = request;
        this.state = new HandshakeState(request.role(), ciphers, NO_PROLOGUE, ours.pair(), ephemeral);
    }

    /** Runs it. Blocks while waiting for the peer. */
    SecureChannel run() throws IOException {
        try {
            Peer peer = switch (request.role()) {
                case INITIATOR -> initiate();
                case RESPONDER -> respond();
            };
            byte[][] keys = state.keys();
            FrameCodec codec = new FrameCodec(new CipherState(ciphers.sealing(keys[0])), new CipherState(ciphers.opening(keys[1])));
            return new SecureChannel(peer.id(), earlyMuxer(peer.muxers()), codec);
        } catch (ProtocolViolation | GeneralSecurityException e) {
            throw failed(String.valueOf(e.getMessage()), e);
        } catch (EOFException e) {
            throw failed("the peer ended the link in the middle", e);
        }
    }

    /** Gives the transcript hash, for tests against published vectors. */
    byte[] hash() {
        return state.hash();
    }

    private Peer initiate() throws IOException, GeneralSecurityException {
        send(state.write(NO_PAYLOAD));
        Peer peer = verify(Payload.decode(state.read(receive(2))));
        send(state.write(ourPayload()));
        return peer;
    }

    private Peer respond() throws IOException, GeneralSecurityException {
        byte[] first = state.read(receive(1));
        if (first.length != 0) {
            throw failed("message 1 carries " + first.length + " bytes of payload, it must carry none");
        }
        send(state.write(ourPayload()));
        return verify(Payload.decode(state.read(receive(3))));
    }

    private byte[] ourPayload() {
        return new Payload(ours.identityKey(), ours.signature(), request.muxers().stream().map(ProtocolId::value).toList()).encode();
    }

    /** Proves the peer. Cheap checks come first, the signature last. */
    private Peer verify(Payload payload) throws HandshakeFailed {
        PublicKey key;
        try {
            key = PublicKey.decode(payload.identityKey());
        } catch (MalformedException e) {
            throw failed("the peer's identity key is not accepted: " + e.getMessage(), e);
        }
        PeerId id = PeerId.of(key);
        if (request.expected().isPresent() && !request.expected().get().equals(id)) {
            throw new HandshakeFailed(context() + "the peer is " + id, id);
        }
        Bytes signed = StaticKey.signedBytes(state.theirStaticKey());
        if (!verifier.verify(key, signed, payload.signature())) {
            throw failed("the " + key.type() + " signature of " + id + " over its static key is wrong");
        }
        return new Peer(id, payload.muxers());
    }

    /** The initiator's order decides. Source: libp2p specs, connections/inlined-muxer-negotiation.md. */
    private Optional<ProtocolId> earlyMuxer(List<String> theirs) {
        List<ProtocolId> mine = request.muxers();
        return switch (request.role()) {
            case INITIATOR -> mine.stream().filter(id -> theirs.contains(id.value())).findFirst();
            case RESPONDER -> theirs.stream().flatMap(value -> mine.stream().filter(id -> id.value().equals(value))).findFirst();
        };
    }

    private byte[] receive(int message) throws IOException {
        byte[] length = raw.read(FrameCodec.HEADER);
        int size = (length[0] & 0xff) << 8 | length[1] & 0xff;
        if (size > MAX_MESSAGE) {
            throw failed("message " + message + " has " + size + " bytes, more than " + MAX_MESSAGE);
        }
        return raw.read(size);
    }

    private void send(byte[] message) throws IOException {
        byte[] frame = new byte[FrameCodec.HEADER + message.length];
        frame[0] = (byte) (message.length >>> 8);
        frame[1] = (byte) message.length;
        System.arraycopy(message, 0, frame, FrameCodec.HEADER, message.length);
        raw.write(frame);
    }

    private HandshakeFailed failed(String why) {
        return new HandshakeFailed(context() + why);
    }

    private HandshakeFailed failed(String why, Throwable cause) {
        return new HandshakeFailed(context() + why, cause);
    }

    private String context() {
        String who = request.expected().map(id -> "with " + id).orElse("with a peer not known yet");
        return "noise handshake " + who + (request.role() == Role.INITIATOR ? " that we dialed: " : " that dialed us: ");
    }

    private record Peer(PeerId id, List<String> muxers) {}
}
