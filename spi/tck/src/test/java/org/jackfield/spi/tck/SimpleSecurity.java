package org.jackfield.spi.tck;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;

import org.jackfield.spi.HandshakeFailed;
import org.jackfield.spi.PluginContext;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.datapath.Handshake;
import org.jackfield.spi.datapath.Preamble;
import org.jackfield.spi.datapath.Role;
import org.jackfield.spi.datapath.SecureChannel;
import org.jackfield.spi.datapath.SecurityProtocol;
import org.jackfield.spi.datapath.SecurityProvider;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.peer.PeerId;
import org.jackfield.spi.peer.PublicKey;

/**
 * As small a security protocol as keeps the contract, for tests alone: who listens can compute its key. And one mistake at a time, if asked.
 */
public final class SimpleSecurity implements SecurityProvider<SimpleSecurity.Config> {
    private static final int MOST = 60_000;
    private static final int TAG = 16;

    /** What is wrong with it. */
    public enum Fault {
        NONE, EXPECTS_NOBODY, BELIEVES_ANY_KEY, READS_TOO_MUCH, SKIPS_ALTERED_FRAMES, KEEPS_BUFFERS, THROWS_ON_RUBBISH,
        SENDS_IN_CLEAR, PREFERS_ITS_OWN_MUXER
    }

    /**
     * The options.
     *
     * @param fault what is wrong
     */
    public record Config(Fault fault) {}

    @Override
    public String name() {
        return "simple";
    }

    @Override
    public Config defaults() {
        return new Config(Fault.NONE);
    }

    @Override
    public SecurityProtocol create(Config config, PluginContext context) {
        return new SecurityProtocol() {
            @Override
            public ProtocolId id() {
                return new ProtocolId("/test/simple-security");
            }

            @Override
            public SecureChannel secure(Preamble raw, Handshake handshake) throws IOException {
                return new Talk(raw, handshake, context, config.fault()).run();
            }
        };
    }

    /** One handshake: nonces and muxers there and back, then keys and signatures of all that was said. */
    private static final class Talk {
        private final Preamble raw;
        private final Handshake handshake;
        private final PluginContext context;
        private final Fault fault;
        private final ByteArrayOutputStream said = new ByteArrayOutputStream();

        Talk(Preamble raw, Handshake handshake, PluginContext context, Fault fault) {
            this.raw = raw;
            this.handshake = handshake;
            this.context = context;
            this.fault = fault;
        }

        SecureChannel run() throws IOException {
            boolean first = handshake.role() == Role.INITIATOR;
            byte[] theirs;
            PeerId peer;
            if (first) {
                sayHello();
                theirs = hear();
                peer = hearProof(Role.RESPONDER);
                sayProof(Role.INITIATOR);
            } else {
                theirs = hear();
                sayHello();
                sayProof(Role.RESPONDER);
                peer = hearProof(Role.INITIATOR);
            }
            if (fault == Fault.READS_TOO_MUCH) {
                raw.read(raw.buffered());
            }
            byte[] key = digest("key");
            return new SecureChannel(peer, muxer(first, theirs), new Codec(key, first, fault));
        }

        private void sayHello() throws IOException {
            byte[] nonce = new byte[16];
            new SecureRandom().nextBytes(nonce);
            String muxers = String.join("\n", handshake.muxers().stream().map(ProtocolId::value).toList());
            byte[] text = muxers.getBytes(StandardCharsets.UTF_8);
            say(ByteBuffer.allocate(16 + text.length).put(nonce).put(text).array());
        }

        private void sayProof(Role role) throws IOException {
            Bytes signature = context.identity().sign(Bytes.copyOf(digest(role.name())));
            byte[] key = context.identity().publicKey().encode().toArray();
            say(ByteBuffer.allocate(1 + key.length + signature.length()).put((byte) key.length).put(key).put(signature.toArray()).array());
        }

        private PeerId hearProof(Role role) throws IOException {
            byte[] signed = digest(role.name());
            byte[] proof = hear();
            try {
                int end = 1 + (proof[0] & 0xFF);
                PublicKey key = PublicKey.decode(Bytes.copyOf(proof, 1, end - 1));
                Bytes signature = Bytes.copyOf(proof, end, proof.length - end);
                if (fault != Fault.BELIEVES_ANY_KEY && !context.verifier().verify(key, Bytes.copyOf(signed), signature)) {
                    throw new HandshakeFailed("the signature is wrong");
                }
                PeerId peer = PeerId.of(key);
                if (fault != Fault.EXPECTS_NOBODY && handshake.expected().isPresent() && !handshake.expected().get().equals(peer)) {
                    throw new HandshakeFailed("expected " + handshake.expected().get() + ", the peer is " + peer, peer);
                }
                return peer;
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                if (fault == Fault.THROWS_ON_RUBBISH) {
                    throw e;
                }
                throw new HandshakeFailed("the proof is malformed", e);
            }
        }

        private Optional<ProtocolId> muxer(boolean first, byte[] theirHello) throws IOException {
            if (theirHello.length < 16) {
                throw new HandshakeFailed("the hello is short");
            }
            List<String> theirs = List.of(new String(theirHello, 16, theirHello.length - 16, StandardCharsets.UTF_8).split("\n"));
            List<String> mine = handshake.muxers().stream().map(ProtocolId::value).toList();
            boolean mineLead = first || fault == Fault.PREFERS_ITS_OWN_MUXER;
            List<String> leading = mineLead ? mine : theirs;
            List<String> following = mineLead ? theirs : mine;
            return leading.stream().filter(following::contains).findFirst().map(ProtocolId::new);
        }

        private void say(byte[] message) throws IOException {
            byte[] framed = ByteBuffer.allocate(2 + message.length).putShort((short) message.length).put(message).array();
            said.writeBytes(framed);
            raw.write(framed);
        }

        private byte[] hear() throws IOException {
            byte[] length = raw.read(2);
            byte[] message = raw.read(ByteBuffer.wrap(length).getShort() & 0xFFFF);
            if (fault == Fault.THROWS_ON_RUBBISH && message.length > 1000) {
                throw new IllegalStateException("who says so much?");
            }
            said.writeBytes(length);
            said.writeBytes(message);
            return message;
        }

        private byte[] digest(String purpose) {
            try {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                digest.update(said.toByteArray());
                return digest.digest(purpose.getBytes(StandardCharsets.UTF_8));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Frames: length (2 bytes), AES-GCM of the bytes. */
    private static final class Codec extends ChannelDuplexHandler {
        private final SecretKeySpec key;
        private final boolean initiator;
        private final Fault fault;
        private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
        private long sealed;
        private long opened;

        Codec(byte[] key, boolean initiator, Fault fault) {
            this.key = new SecretKeySpec(key, "AES");
            this.initiator = initiator;
            this.fault = fault;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ByteBuf data = (ByteBuf) message;
            byte[] bytes = new byte[data.readableBytes()];
            data.readBytes(bytes);
            if (fault != Fault.KEEPS_BUFFERS) {
                data.release();
            }
            partial.writeBytes(bytes);
            byte[] all = partial.toByteArray();
            int at = 0;
            while (ctx.channel().isOpen() && all.length - at >= 2 && all.length - at - 2 >= length(all, at)) {
                byte[] frame = Arrays.copyOfRange(all, at + 2, at + 2 + length(all, at));
                at += 2 + frame.length;
                open(ctx, frame);
            }
            partial.reset();
            partial.write(all, at, all.length - at);
        }

        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            byte[] bytes = Bufs.take((ByteBuf) message);
            ByteBuf out = ctx.alloc().buffer();
            for (int at = 0; at < bytes.length; at += MOST) {
                byte[] frame = crypt(Cipher.ENCRYPT_MODE, Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + MOST)), initiator,
                        sealed++);
                out.writeShort(frame.length).writeBytes(frame);
            }
            ctx.write(out, promise);
        }

        private void open(ChannelHandlerContext ctx, byte[] frame) {
            byte[] plain;
            try {
                plain = crypt(Cipher.DECRYPT_MODE, frame, !initiator, opened++);
            } catch (IllegalArgumentException _) {
                if (fault != Fault.SKIPS_ALTERED_FRAMES) {
                    ctx.close();
                }
                return;
            }
            ctx.fireChannelRead(ctx.alloc().buffer().writeBytes(plain));
        }

        private byte[] crypt(int mode, byte[] bytes, boolean fromInitiator, long count) {
            if (fault == Fault.SENDS_IN_CLEAR) {
                return bytes;
            }
            try {
                Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
                byte[] nonce = ByteBuffer.allocate(12).putInt(fromInitiator ? 1 : 2).putLong(count).array();
                cipher.init(mode, key, new GCMParameterSpec(TAG * 8, nonce));
                return cipher.doFinal(bytes);
            } catch (GeneralSecurityException e) {
                throw new IllegalArgumentException(e);
            }
        }

        private static int length(byte[] bytes, int at) {
            return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
        }
    }
}
