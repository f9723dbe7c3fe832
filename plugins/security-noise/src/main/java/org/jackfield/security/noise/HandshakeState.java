package org.jackfield.security.noise;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.jackfield.spi.ProtocolViolation;
import org.jackfield.spi.datapath.Role;

/**
 * The pattern XX, message by message; no I/O. Source: Noise specification, The HandshakeState object:
 *
 * <pre>
 *   -&gt; e
 *   &lt;- e, ee, s, es
 *   -&gt; s, se
 * </pre>
 */
final class HandshakeState {
    private enum Token {
        E, S, EE, ES, SE
    }

    private static final List<List<Token>> XX = List.of(List.of(Token.E), List.of(Token.E, Token.EE, Token.S, Token.ES),
            List.of(Token.S, Token.SE));

    private final SymmetricState symmetric;
    private final Role role;
    private final Curve.KeyPair fixed;
    private final Curve.KeyPair ephemeral;
    private byte @Nullable [] theirFixed;
    private byte @Nullable [] theirEphemeral;
    private int message;

    /**
     * @param prologue  what both ends hash before the first message
     * @param fixed     our static key
     * @param ephemeral our key for this handshake alone
     */
    HandshakeState(Role role, FrameCipher.Factory ciphers, byte[] prologue, Curve.KeyPair fixed, Curve.KeyPair ephemeral) {
        this.role = role;
        this.fixed = fixed;
        this.ephemeral = ephemeral;
        symmetric = new SymmetricState(ciphers);
        symmetric.mixHash(prologue);
    }

    /** Makes the next message. */
    byte[] write(byte[] payload) throws GeneralSecurityException, ProtocolViolation {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Token token : XX.get(message++)) {
            switch (token) {
                case E -> {
                    byte[] key = ephemeral.publicKey();
                    symmetric.mixHash(key);
                    out.writeBytes(key);
                }
                case S -> out.writeBytes(symmetric.encryptAndHash(fixed.publicKey()));
                case EE, ES, SE -> mix(token);
            }
        }
        out.writeBytes(symmetric.encryptAndHash(payload));
        return out.toByteArray();
    }

    /** Reads the next message and gives its payload. */
    byte[] read(byte[] text) throws GeneralSecurityException, ProtocolViolation {
        ByteBuffer in = ByteBuffer.wrap(text);
        for (Token token : XX.get(message++)) {
            switch (token) {
                case E -> {
                    theirEphemeral = take(in, Curve.BYTES);
                    symmetric.mixHash(theirEphemeral);
                }
                case S -> theirFixed = symmetric.decryptAndHash(take(in, Curve.BYTES + symmetric.tag()));
                case EE, ES, SE -> mix(token);
            }
        }
        if (in.remaining() < symmetric.tag()) {
            throw tooShort(text.length);
        }
        return symmetric.decryptAndHash(take(in, in.remaining()));
    }

    /** Gives the peer's static key, once read. */
    byte[] theirStaticKey() {
        return present(theirFixed);
    }

    /** Gives the transcript hash, equal at both ends. */
    byte[] hash() {
        return symmetric.hash();
    }

    /** Gives the keys of the session: what we encrypt with, then what we decrypt with. */
    byte[][] keys() {
        byte[][] keys = symmetric.split();
        return role == Role.INITIATOR ? keys : new byte[][]{keys[1], keys[0]};
    }

    private void mix(Token token) throws GeneralSecurityException {
        boolean initiator = role == Role.INITIATOR;
        symmetric.mixKey(switch (token) {
            case EE -> ephemeral.agree(present(theirEphemeral));
            case ES -> initiator ? ephemeral.agree(present(theirFixed)) : fixed.agree(present(theirEphemeral));
            case SE -> initiator ? fixed.agree(present(theirEphemeral)) : ephemeral.agree(present(theirFixed));
            case E, S -> throw new IllegalArgumentException("not a key agreement: " + token);
        });
    }

    private static byte[] present(byte @Nullable [] key) {
        if (key == null) {
            throw new IllegalStateException("the peer's key is not read yet");
        }
        return key;
    }

    private static byte[] take(ByteBuffer in, int length) throws ProtocolViolation {
        if (in.remaining() < length) {
            throw tooShort(in.limit());
        }
        byte[] taken = new byte[length];
        in.get(taken);
        return taken;
    }

    private static ProtocolViolation tooShort(int length) {
        return new ProtocolViolation("noise: a handshake message of " + length + " bytes is too short");
    }
}
