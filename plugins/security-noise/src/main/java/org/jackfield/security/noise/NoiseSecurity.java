package org.jackfield.security.noise;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.security.GeneralSecurityException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import org.jackfield.spi.HandshakeFailed;
import org.jackfield.spi.PluginContext;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.datapath.Handshake;
import org.jackfield.spi.datapath.Preamble;
import org.jackfield.spi.datapath.SecureChannel;
import org.jackfield.spi.datapath.SecurityProtocol;

/** Noise XX as libp2p runs it. */
final class NoiseSecurity implements SecurityProtocol {
    static final ProtocolId ID = new ProtocolId("/noise");

    private final NoiseConfig config;
    private final PluginContext context;
    private final FutureTask<Ready> ready;

    NoiseSecurity(NoiseConfig config, PluginContext context) {
        this.config = config;
        this.context = context;
        ready = new FutureTask<>(() -> {
            Suite suite = Selection.choose(config.cipher());
            return new Ready(suite, StaticKey.generate(suite.curve(), context.identity()));
        });
    }

    @Override
    public ProtocolId id() {
        return ID;
    }

    /**
     * Makes the static key and, beside the rest of the start, chooses the cipher; the first handshake waits for it. A configured cipher is
     * checked at once.
     *
     * @throws HandshakeFailed if the configured cipher does not work here
     */
    @Override
    public void start() throws IOException {
        if (config.cipher() == NoiseConfig.Cipher.AUTO) {
            context.fork("noise self-test", ready::run);
        } else {
            ready();
        }
    }

    @Override
    public SecureChannel secure(Preamble raw, Handshake handshake) throws IOException {
        Ready parts = ready();
        Curve.KeyPair ephemeral;
        try {
            ephemeral = parts.suite().curve().generate();
        } catch (GeneralSecurityException e) {
            throw new HandshakeFailed("noise: cannot make a key", e);
        }
        return new Handshaker(parts.suite().ciphers(), parts.key(), ephemeral, context.verifier(), raw, handshake).run();
    }

    private Ready ready() throws IOException {
        // no effect once it runs or ran
        ready.run();
        try {
            return ready.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("interrupted while waiting for the noise self-test");
            interrupted.initCause(e);
            throw interrupted;
        } catch (ExecutionException e) {
            throw new HandshakeFailed("noise cannot be used: " + e.getCause(), e);
        }
    }

    private record Ready(Suite suite, StaticKey key) {}
}
